using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Explanations;

/// <summary>Puts the explanation of a model together.</summary>
internal static class ExplanationBuilder
{
    /// <param name="report">The model's report, with scores and layers.</param>
    /// <param name="seeds">What each seed gave, with its detail.</param>
    /// <param name="scores">The scores of each seed.</param>
    public static ModelExplanation Build(ModelReport report, IReadOnlyList<SeedMeasurement> seeds, IReadOnlyList<SeedScores> scores)
    {
        var measured = seeds.Select((s, i) => (Seed: report.Seeds[i], s.Gram, s.Labels)).Where(s => s.Gram is { Total.IsFinite: true }).ToArray();
        var dead = seeds.SelectMany((s, i) => DeadLayerCauses.Of(report.Seeds[i], scores[i].Layers, s.Detail!.Flow)).DistinctBy(d => d.Name).ToDictionary(d => d.Name);
        var explanation = new ModelExplanation
        {
            Pairs = measured.Length == 0 ? null : PairStatistics.Summarise([.. measured.Select(m => (m.Seed, m.Gram!.Total, m.Labels))]),
            Flow = seeds[0].Detail!.Flow,
            DeadLayers = [.. report.Layers.Where(l => dead.ContainsKey(l.Name)).Select(l => dead[l.Name])],
            Advice = [],
        };
        return explanation with { Advice = [.. Advisor.Advise(report, explanation)] };
    }
}
