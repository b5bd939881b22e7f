using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Explanations;

/// <summary>Arranges an explanation as tables for people; JSON carries the records themselves.</summary>
public static class ExplanationTables
{
    private const int Listed = 10;

    /// <summary>The tables of a model; a table without rows is left out.</summary>
    /// <param name="model">A report with an explanation.</param>
    public static IEnumerable<ExplanationTable> Of(ModelReport model)
    {
        if (model.Explanation is not { } explanation) return [];
        ExplanationTable[] tables =
        [
            Ranked(model, explanation, ScoreCatalog.Collapse),
            Ranked(model, explanation, ScoreCatalog.Conflict),
            new("Class pairs that add most to conflict", ["classes", "pairs", "mean cosine", "adds to conflict"], 1,
                [.. (explanation.Pairs?.ClassPairs ?? []).Where(p => p.Contribution > 0).Select(p => Row($"{p.First} and {p.Second}", $"{p.Pairs}", $"{Number(p.MeanCosine)}", $"{Number(p.Contribution)}"))]),
            new("Sample pairs that oppose each other most", ["samples", "labels", "seed", "cosine"], 2,
                [.. (explanation.Pairs?.SamplePairs ?? []).Where(p => p.Cosine < 0).Select(p => Row($"{p.First} and {p.Second}", $"{Labels(p)}", $"{p.Seed}", $"{Number(p.Cosine)}"))]),
            new("Dead layers", ["layers", "cause"], 2, [.. DeadLayerGroup.Of(model.Layers, explanation.DeadLayers).Select(d => Row($"{d.Layers}", $"{d.Message} (seed {d.First.Seed})"))]),
            new("What to try", ["try", "because"], 2, [.. explanation.Advice.Select(a => Row($"{a.Action}", $"{a.Reason}"))]),
        ];
        return tables.Where(t => t.Rows.Count > 0).Select(WithoutEmptyColumns);
    }

    private static ExplanationTable Ranked(ModelReport model, ModelExplanation explanation, ScoreDefinition score)
    {
        var flows = explanation.Flow.Layers.ToDictionary(l => l.Name);
        var ranked = model.Layers
            .Select(l => (Layer: l, Value: Mean(l, score.Key)))
            .Where(l => l.Value > 0) // a layer without any says nothing here
            .OrderByDescending(l => l.Value)
            .ToArray();
        var title = $"Layers by {score.Title.ToLowerInvariant()}" + (ranked.Length > Listed ? Text($", the first {Listed} of {ranked.Length}") : "");
        return new(title, ["layer", "kind", "shape", score.Key, "rms gradient", "spread"], 3, [.. ranked.Take(Listed).Select(l => Row(
            $"{l.Layer.Name}{Mark(l.Layer)}", $"{l.Layer.Kind}", $"{string.Join(" × ", l.Layer.Shape)}",
            $"{Number(l.Value)}", $"{Mean(l.Layer, ScoreCatalog.RmsGradient.Key):0.0e+0}", $"{Number(flows.GetValueOrDefault(l.Layer.Name)?.OutputSpread)}"))]);
    }

    private static ExplanationTable WithoutEmptyColumns(ExplanationTable table)
    {
        int[] kept = [.. Enumerable.Range(0, table.Columns.Count).Where(c => c < table.TextColumns || table.Rows.Any(r => r[c].Length > 0))];
        return table with { Columns = [.. kept.Select(c => table.Columns[c])], Rows = [.. table.Rows.Select(r => kept.Select(c => r[c]).ToArray())] };
    }

    // Three decimals would show what is small as nothing.
    private static string Number(double? value) => value is { } number && number != 0 && Math.Abs(number) < 0.001 ? Text($"{number:0.0e+0}") : Text($"{value:0.000}");

    private static string Mark(LayerReport layer) => layer switch
    {
        { IsOutput: true } => " (output)",
        { DeadSeeds: > 0 } => " (dead)",
        { IsEligible: false } => " (too small to judge)",
        _ => "",
    };

    private static string Labels(SamplePair pair) => pair is { FirstLabel: { } first, SecondLabel: { } second } ? Text($"{first} and {second}") : "";

    private static double? Mean(LayerReport layer, string key) => layer.Scores.FirstOrDefault(s => s.Key == key)?.Mean;

    private static string[] Row(params FormattableString[] cells) => [.. cells.Select(Text)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
