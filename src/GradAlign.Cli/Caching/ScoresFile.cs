using System.Text.Json;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli.Caching;

/// <summary>
/// Scores kept between runs. Only measured models are kept: what failed may have failed for want of memory or time, and is scored
/// again at the next run. That a failed build stays failed without a run is the findings file's part.
/// </summary>
internal static class ScoresFile
{
    private const int Version = 1;

    /// <summary>The scores of an earlier run with the same fingerprint; empty where there are none, or the file is damaged.</summary>
    public static IReadOnlyList<ModelReport> Read(string path, string fingerprint)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), GradAlignJson.Compact);
            return content is { Version: Version, Models: not null } && content.Fingerprint == fingerprint
                ? [.. content.Models.Where(m => m is not null && IsMeasured(m))]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // A cache that cannot be read is no cache: everything is scored.
            return [];
        }
    }

    /// <summary>Keeps the measured ones of some reports.</summary>
    public static void Write(string path, string fingerprint, IEnumerable<ModelReport> reports) =>
        WholeFile.Write(path, JsonSerializer.Serialize(new Content(Version, fingerprint, [.. reports.Where(IsMeasured)]), GradAlignJson.Compact));

    /// <summary>Whether a model has scores, defined or not.</summary>
    public static bool IsMeasured(ModelReport report) => report.Scores.Count > 0 && !report.Findings.Any(f => f.Severity == Analyzer.Verdicts.Severity.Error);

    private sealed record Content(int Version, string Fingerprint, IReadOnlyList<ModelReport> Models);
}
