using System.Globalization;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using Spectre.Console;

namespace GradAlign.Cli;

/// <summary>A report for people at a terminal.</summary>
internal static class ConsoleReport
{
    public static void Show(Report report) => Terminal.Show(console => Write(console, report));

    /// <summary>The table alone, for a command that has its own words for the rest.</summary>
    public static void ShowTable(Report report) => Terminal.Show(console => Table(console, report));

    /// <summary>The same as plain text.</summary>
    public static string Render(Report report) => Terminal.Render(console => Write(console, report));

    private static void Table(IAnsiConsole console, Report report)
    {
        if (report.Models.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("model").NoWrap());
        var accuracy = report.Calibration is not null;
        foreach (var name in new[] { "conflict", "collapse", accuracy ? "expected accuracy" : null, "params", "MACs", "layers", "dead" }.OfType<string>())
        {
            table.AddColumn(new TableColumn(name).RightAligned().Padding(0, 1));
        }

        table.AddColumn(new TableColumn("verdict").NoWrap().Padding(0, 0));
        foreach (var judged in report.Models)
        {
            var model = judged.Report;
            table.AddRow([
                Markup.Escape(model.Name), Score(model[ScoreCatalog.Conflict]), Score(model[ScoreCatalog.Collapse]),
                .. accuracy ? [Expected(judged.ExpectedAccuracy)] : Array.Empty<string>(),
                Count(model.Size?.Params), Count(model.Size?.Macs), Count(model.Size?.TrainableLayers),
                model[ScoreCatalog.DeadLayers]?.Mean?.ToString("0.#", CultureInfo.InvariantCulture) ?? "-", Outcome(judged)]);
        }

        console.Write(table);
        if (report.Calibration is { } calibration)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]expected accuracy by {calibration.Name}, {calibration.Models} trained models, median error {calibration.MedianAbsoluteError * 100:0.0} points[/]");
        }

        ScoresAskedFor(console, report);
    }

    private static void Write(IAnsiConsole console, Report report)
    {
        Table(console, report);
        foreach (var judged in report.Models)
        {
            Reasons(console, judged);
        }

        var infos = report.Models.SelectMany(m => m.AllFindings).Where(f => f.Severity == Severity.Info).GroupBy(f => f.Id).OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var group in infos)
        {
            var title = Rules.All.FirstOrDefault(r => r.Id == group.Key)?.Title ?? group.First().Message;
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]info {group.Key}: {title} ({group.Count()})[/]");
        }
    }

    // One line a score, one column a model: there may be many scores.
    private static void ScoresAskedFor(IAnsiConsole console, Report report)
    {
        string[] keys = [.. report.Models.SelectMany(m => m.Report.Scores).Select(s => s.Key).Where(k => ScoreCatalog.All.All(s => s.Key != k)).Distinct()];
        if (keys.Length == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("score").NoWrap());
        foreach (var judged in report.Models)
        {
            table.AddColumn(new TableColumn(Markup.Escape(judged.Report.Name)).RightAligned().Padding(0, 1));
        }

        foreach (var key in keys)
        {
            table.AddRow([key, .. report.Models.Select(m => Baseline(m.Report.Scores.FirstOrDefault(s => s.Key == key)))]);
        }

        console.Write(table);
        foreach (var (key, reason) in report.Models.SelectMany(m => m.Report.Scores).Where(s => keys.Contains(s.Key) && s.Reason is not null).Select(s => (s.Key, s.Reason)).Distinct())
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{key}: {reason}[/]");
        }
    }

    // Baselines have scales of their own, from 1e-3 to 1e9.
    private static string Baseline(ScoreSummary? score) => score is { State: ScoreState.Defined }
        ? score.Values.Count > 1 ? FormattableString.Invariant($"{score.Mean:g5} ± {score.StandardDeviation:g2}") : FormattableString.Invariant($"{score.Mean:g5}")
        : Score(score);

    private static void Reasons(IAnsiConsole console, JudgedModel judged)
    {
        var findings = judged.AllFindings.Where(f => f.Severity != Severity.Info).ToArray();
        if (findings.Length == 0 && judged.Verdict.Reason is null)
        {
            return;
        }

        var place = judged.Report.Source is { } source ? FormattableString.Invariant($" {Shown(source.File)}:{source.Line}") : "";
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{judged.Report.Name}[/]{place}");
        foreach (var finding in findings)
        {
            var colour = finding.Severity == Severity.Error ? "red" : "yellow";
            console.MarkupLine($"  [{colour}]{finding.Severity.ToString().ToLowerInvariant()} {finding.Id}[/]: {Markup.Escape(finding.Message)}");
        }

        if (findings.Length == 0)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {judged.Verdict.Reason}");
        }
    }

    private static string Outcome(JudgedModel judged) => judged.Verdict.Outcome switch
    {
        Analyzer.Verdicts.Outcome.Fail => "[red]fail[/]",
        Analyzer.Verdicts.Outcome.Inconclusive => "[yellow]inconclusive[/]",
        _ => judged.AllFindings.Any(f => f.Severity == Severity.Warning) ? "[yellow]warning[/]" : "[green]pass[/]",
    };

    private static string Score(ScoreSummary? score) => score switch
    {
        null => "-",
        { State: ScoreState.NotApplicable } => "n/a",
        { State: ScoreState.Undefined } => "undefined",
        { Values.Count: > 1 } => FormattableString.Invariant($"{score.Mean:0.000} ± {score.StandardDeviation:0.000}"),
        _ => FormattableString.Invariant($"{score.Mean:0.000}"),
    };

    private static string Expected(AccuracyEstimate? estimate) => estimate switch
    {
        null => "-",
        { IsInDomain: false } => "outside",
        _ => FormattableString.Invariant($"{estimate.Value:0.000} ({estimate.Lower:0.000} to {estimate.Upper:0.000})"),
    };

    private static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    // A path below the current directory is shorter, and what editors and terminals turn into a link.
    public static string Shown(string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }
}
