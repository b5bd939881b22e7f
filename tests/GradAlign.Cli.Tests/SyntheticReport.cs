using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Reporting.Html;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Tests;

/// <summary>Reports as full as real ones, of as many models as wanted; the same at every run.</summary>
internal static class SyntheticReport
{
    private const int Samples = 64;
    private const int Classes = 10;

    public static Report Create(int models, int layers)
    {
        var random = new Random(1);
        var reports = Enumerable.Range(0, models).Select(i => Model($"SyntheticNetwork{i}", layers, random)).ToArray();
        return SampleReport.Create() with
        {
            Findings = [],
            Models = [.. reports.Select(m => new JudgedModel(m, Judge.Verdict(m, new(), Samples)) { Limits = new Limits().InForce(Samples, m.BatchNorm) })],
        };
    }

    public static Dictionary<string, IReadOnlyList<DatedScores>> History(Report report) => report.Models.ToDictionary(
        m => m.Report.Name,
        m => (IReadOnlyList<DatedScores>)[.. Enumerable.Range(0, 12).Select(k => new DatedScores(
            new(2026, 1 + k, 3, 12, 0, 0, TimeSpan.Zero), $"c0ffee{k}", m.Report[ScoreCatalog.Conflict]?.Mean * (1 + k) / 12, m.Report[ScoreCatalog.Collapse]?.Mean))]);

    private static ModelReport Model(string name, int layers, Random random)
    {
        var (conflict, collapse) = (Seeds(random), Seeds(random));
        return SampleReport.Model(name, conflict, collapse, findings: Rules.SyntheticData.Finding("Scored on noise.")) with
        {
            Scores = [.. ScoreCatalog.All.Select(s => ScoreSummary.Of(s.Key, s == ScoreCatalog.Conflict ? conflict : s == ScoreCatalog.Collapse ? collapse : s.Key.StartsWith("dead", StringComparison.Ordinal) ? SampleReport.Values(0, 0, 0) : Seeds(random)))],
            Layers = [.. Enumerable.Range(0, layers).Select(i => new LayerReport
            {
                Name = $"stage{i / 6}.block{i % 6}.convolution.weight", Kind = "Conv2d", Shape = [64, 64, 3, 3], IsOutput = i == layers - 1, IsEligible = i < layers - 1, DeadSeeds = 0,
                Scores = [.. ScoreCatalog.OfLayer.Select(s => ScoreSummary.Of(s.Key, Seeds(random)))],
            })],
            Gradients = GradientDetail.Of(0, Gram(random), [.. Enumerable.Range(0, Samples).Select(i => (long)(i % Classes))]),
        };
    }

    private static ScoreValue[] Seeds(Random random)
    {
        var middle = random.NextDouble();
        return SampleReport.Values([.. Enumerable.Range(0, 3).Select(_ => Math.Clamp(middle + 0.1 * (random.NextDouble() - 0.5), 0, 1))]);
    }

    // Samples of a class have a part in common.
    private static GramMatrix Gram(Random random)
    {
        const int Size = 80;
        var means = Enumerable.Range(0, Classes).Select(_ => Vector(random, Size)).ToArray();
        var vectors = Enumerable.Range(0, Samples).Select(i => Vector(random, Size).Zip(means[i % Classes], (a, b) => a + 0.7 * b).ToArray()).ToArray();
        return new(Samples, [.. vectors.SelectMany(a => vectors.Select(b => a.Zip(b, (x, y) => x * y).Sum()))]);
    }

    private static double[] Vector(Random random, int size) => [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5)];
}
