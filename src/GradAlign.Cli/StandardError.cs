using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli;

/// <summary>Says on stderr what is wrong with the project itself: results on stdout stay parsable.</summary>
internal static class StandardError
{
    private const int MostOffers = 20;

    public static async Task WriteAsync(IEnumerable<LocatedFinding> findings)
    {
        foreach (var (finding, model, place) in findings.Where(f => f.Finding.Severity == Severity.Error))
        {
            // A model's place stands in its report; that of a configuration file is said nowhere else.
            var at = model is null && place is not null ? FormattableString.Invariant($"{place.File}({place.Line},{place.Column}): ") : "";
            await Console.Error.WriteLineAsync($"{at}error {finding.Id}: {(model is null ? "" : model + ": ")}{finding.Message}");
        }
    }

    /// <summary>Says which settings hold and who said them.</summary>
    public static async Task WriteAsync(IEnumerable<SettingOrigin> settings)
    {
        foreach (var (key, value, source, model) in settings)
        {
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"{(model is null ? "" : model + ": ")}{key} = {Shown(value)} ({source})"));
        }
    }

    /// <summary>Says how to score what carries no <c>[ScoredModel]</c>.</summary>
    public static async Task OfferAsync(IReadOnlyList<string> commands)
    {
        if (commands.Count == 0) return;
        await Console.Error.WriteLineAsync("Without [ScoredModel] this would score (put in the shape of one input and the number of classes of yours, and values for parameters):");
        foreach (var command in commands.Take(MostOffers)) await Console.Error.WriteLineAsync($"  {command}");
        if (commands.Count > MostOffers) await Console.Error.WriteLineAsync(FormattableString.Invariant($"  and {commands.Count - MostOffers} more"));
    }

    // As it would be written in gradalign.json.
    private static object Shown(object? value) => value switch { null => "none", bool flag => flag ? "true" : "false", _ => value };
}
