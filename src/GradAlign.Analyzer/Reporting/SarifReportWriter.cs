using System.Text.Json.Nodes;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Writes a report's findings as SARIF 2.1.0, for code scanning: the same findings that a build lists.</summary>
public static class SarifReportWriter
{
    private const string RootId = "SRCROOT";

    /// <summary>The findings as indented JSON with a newline at its end.</summary>
    /// <param name="report">The report.</param>
    public static string Write(Report report) => Write(report, RulePage.Address);

    /// <param name="report">The report.</param>
    /// <param name="rulePages">Address of the rule pages, with a slash at its end; null: they stand nowhere, and rules have their help text alone.</param>
    internal static string Write(Report report, string? rulePages) => new JsonObject
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = report.Tool.Name,
                    ["semanticVersion"] = report.Tool.Version,
                    ["rules"] = new JsonArray([.. Rules.All.Select(r => SarifRule.Write(r, rulePages))]),
                },
            },
            ["invocations"] = new JsonArray(new JsonObject { ["executionSuccessful"] = report.Findings.All(f => f.Finding.Severity != Severity.Error) && report.Models.All(m => m.Report.Scores.Count > 0) }),
            ["originalUriBaseIds"] = new JsonObject
            {
                [RootId] = new JsonObject { ["description"] = new JsonObject { ["text"] = "The root folder of the repository." } },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = Results(report),
        }),
    }.ToJsonString(GradAlignJson.Indented) + "\n";

    private static JsonArray Results(Report report)
    {
        var fingerprints = new SarifFingerprints();
        return new([.. report.AllFindings.Select(f => Result(f, report, fingerprints.Next(f, report.Origin)))]);
    }

    private static JsonObject Result(LocatedFinding located, Report report, string fingerprint)
    {
        var (finding, model, place) = located;
        var result = new JsonObject
        {
            ["ruleId"] = finding.Id,
            ["level"] = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" },
            ["message"] = new JsonObject { ["text"] = Text(model is null ? finding.Message : $"{model}: {finding.Message}") },
            ["locations"] = Locations(place ?? Fallback(report), FullName(report, model), report.Origin),
            // The second is the one that GitHub tells alerts apart by; without it, a hash of the line would take its place.
            ["partialFingerprints"] = new JsonObject { ["gradAlignFinding/v1"] = fingerprint, ["primaryLocationLineHash"] = fingerprint },
        };
        var index = Rules.All.ToList().FindIndex(r => r.Id == finding.Id);
        if (index >= 0) result["ruleIndex"] = index;
        return result;
    }

    private static JsonArray Locations(SourceLocation? place, string? model, ReportOrigin origin)
    {
        var location = new JsonObject();
        if (place is not null)
        {
            var relative = origin.Relative(place.File) ?? (Path.IsPathFullyQualified(place.File) ? null : place.File.Replace('\\', '/'));
            var physical = new JsonObject
            {
                ["artifactLocation"] = relative is not null
                    ? new JsonObject { ["uri"] = Escaped(relative), ["uriBaseId"] = RootId }
                    : new JsonObject { ["uri"] = new Uri(place.File).AbsoluteUri },
            };
            if (place.Line > 0)
            {
                physical["region"] = place.Column > 0
                    ? new JsonObject { ["startLine"] = place.Line, ["startColumn"] = place.Column }
                    : new JsonObject { ["startLine"] = place.Line };
            }

            location["physicalLocation"] = physical;
        }

        if (model is not null)
        {
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = model, ["kind"] = "function" });
        }

        return location.Count == 0 ? [] : [location];
    }

    private static SourceLocation? Fallback(Report report) => report.Origin.Project is { } project ? new(project, 0, 0) : report.Origin.Whole;

    private static string? FullName(Report report, string? model) => report.Models.FirstOrDefault(m => m.Report.Name == model)?.Report.FullName ?? model;

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    // In a message [a](b) is a link; what an exception of the user's said must not become one.
    private static string Text(string message) => message.Contains("](", StringComparison.Ordinal)
        ? message.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)
        : message;
}
