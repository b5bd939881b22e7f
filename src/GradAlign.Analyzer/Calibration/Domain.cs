using MathNet.Numerics.Statistics;

namespace GradAlign.Analyzer.Calibration;

/// <summary>What a calibration has seen: the range of every feature, and how far a row lies from its nearest neighbours.</summary>
/// <param name="Neighbours">Rows to measure distances to, [rows × features], scaled.</param>
/// <param name="MostDistance">Distance above which a row is unlike them.</param>
internal sealed record Domain(double[][] Neighbours, double MostDistance)
{
    private const int Nearest = 3;
    private const int MostNeighbours = 1000;

    // Of the training rows' own distances; a new one is a little farther away than those.
    private const double Quantile = 0.99;
    private const double Slack = 1.25;

    // Of the range, at either end: with twenty features some lie a little outside for many a good model.
    private const double Margin = 0.25;

    /// <summary>Learns a domain.</summary>
    /// <param name="scales">A scale a feature.</param>
    /// <param name="rows">[rows × features], as measured.</param>
    public static Domain Of(IReadOnlyList<FeatureScale> scales, double[][] rows)
    {
        var step = (rows.Length + MostNeighbours - 1) / MostNeighbours;
        double[][] few = [.. rows.Where((_, i) => i % step == 0).Select(r => Scaled(scales, r))];
        double[] own = [.. few.Select((r, i) => Distance(r, few.Where((_, j) => j != i)))];
        return new(few, Math.Max(1e-9, Slack * own.Quantile(Quantile)));
    }

    /// <summary>Why a row is outside; empty where it is inside.</summary>
    /// <param name="scales">A scale a feature.</param>
    /// <param name="row">Its features, as measured.</param>
    public IEnumerable<string> Outside(IReadOnlyList<FeatureScale> scales, double[] row)
    {
        foreach (var (scale, value) in scales.Zip(row))
        {
            var (least, most, at) = (scale.Standard(scale.Least), scale.Standard(scale.Most), scale.Standard(value));
            var margin = Margin * (most - least);
            if ((scale.Log && value < 0) || at < least - margin || at > most + margin)
                yield return FormattableString.Invariant($"{scale.Key} is {value:G4}, and was {scale.Least:G4} to {scale.Most:G4}");
        }

        var distance = Distance(Scaled(scales, row), Neighbours);
        // Not ≤, so that a NaN is outside.
        if (!(distance <= MostDistance))
            yield return FormattableString.Invariant($"it lies {distance / MostDistance:0.0} times as far from the nearest models as those lie from one another");
    }

    private static double[] Scaled(IReadOnlyList<FeatureScale> scales, double[] row) => [.. row.Select((x, f) => scales[f].Standard(x))];

    // Mean over the nearest of the root mean square of the features' differences.
    private static double Distance(double[] row, IEnumerable<double[]> others) => others
        .Select(o => Math.Sqrt(row.Zip(o, (a, b) => (a - b) * (a - b)).Average())).Order().Take(Nearest).DefaultIfEmpty(0).Average();
}
