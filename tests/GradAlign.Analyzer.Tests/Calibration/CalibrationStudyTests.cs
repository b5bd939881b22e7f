using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Metrics;
using MathNet.Numerics.Random;

namespace GradAlign.Analyzer.Tests.Calibration;

public sealed class CalibrationStudyTests
{
    private static readonly ScoreDefinition[] Parts = [ScoreCatalog.GradAlignIILayerwise, ScoreCatalog.TrainableLayers, ScoreCatalog.GradNorm, ScoreCatalog.SynFlow];

    [Fact]
    public void The_aggregate_ranks_the_rows_that_are_asked_about_as_its_formula_does()
    {
        var table = Table(40, Parts);
        var asked = Folds.Shuffled(40, 3)[20..];
        double[] values = [.. asked.Select(row => Aggregate.Of(part => table.Rows[row][table.Features.ToList().IndexOf(part.Key)])!.Value)];
        var expected = KendallTau.B(values, [.. asked.Select(row => table.Accuracy[row])]);
        Assert.InRange(expected, 0.2, 0.9);
        Assert.Equal(expected, CalibrationStudy.Run(table, 20, 1, new() { Seed = 3 }).Methods.Single(m => m.Name == "aggregate").Tau!.Value, 1e-12);
    }

    [Fact]
    public void Without_its_parts_there_is_no_aggregate() =>
        Assert.DoesNotContain(CalibrationStudy.Run(Table(40, Parts[1..]), 20, 1, new()).Methods, m => m.Name == "aggregate");

    private static CalibrationTable Table(int rows, ScoreDefinition[] scores)
    {
        var random = new MersenneTwister(1);
        double[][] values = [.. Enumerable.Range(0, rows).Select(_ => (double[])[-random.NextDouble(), 10 + random.Next(50), 100 * random.NextDouble(), 20 + (60 * random.NextDouble())])];
        double?[] accuracy = [.. values.Select(v => (double?)(0.6 + (0.2 * v[0]) + (0.004 * v[1]) + (0.05 * random.NextDouble())))];
        return TableChecks.Check(
            new([.. Enumerable.Range(0, rows).Select(i => $"m{i}")], accuracy,
                [.. scores.Select(s => (s.Key, (IReadOnlyList<double?>)[.. values.Select(v => (double?)v[Array.IndexOf(Parts, s)])]))])
            { Conditions = new(64, BatchNormMode.PerSample, true) }, new());
    }
}
