using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Explanations;

/// <summary>A model's scores in one line.</summary>
public static class ExplanationHeadline
{
    /// <summary>The headline scores and the mean cosines within and between classes, as far as they are there.</summary>
    /// <param name="model">The model's report.</param>
    public static string Of(ModelReport model)
    {
        var pairs = model.Explanation?.Pairs;
        string?[] parts =
        [
            Score("conflict", model[ScoreCatalog.Conflict]),
            Score("collapse", model[ScoreCatalog.Collapse]),
            pairs?.WithinClasses is { } within ? Text($"mean cosine within classes {within:0.000}") : null,
            pairs?.BetweenClasses is { } between ? Text($"between classes {between:0.000}") : null,
            model.Data is { } data ? $"data {data.Kind}" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string? Score(string name, ScoreSummary? score) => score switch
    {
        null => null,
        { Mean: { } mean } => Text($"{name} {mean:0.000}"),
        _ => $"{name} {(score.State == ScoreState.Undefined ? "undefined" : "not applicable")}",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
