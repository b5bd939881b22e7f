using MathNet.Numerics.Distributions;

namespace GradAlign.Analyzer.Calibration;

/// <summary>
/// Accuracies as normal scores of their ranks: most of a search space lies within a few points of its best while its worst is at chance,
/// and in between a point is worth much or little. On this scale errors are alike everywhere; the way back is monotone, so ranks and
/// coverage stay as they are.
/// </summary>
/// <param name="Knots">Distinct accuracies, ascending; two at least.</param>
/// <param name="Scores">The normal score of each, ascending.</param>
internal sealed record TargetScale(double[] Knots, double[] Scores)
{
    /// <summary>Learns the scale.</summary>
    /// <param name="accuracy">Accuracies, not all equal.</param>
    public static TargetScale Of(IReadOnlyList<double> accuracy)
    {
        double[] sorted = [.. accuracy.Order()];
        double[] knots = [.. sorted.Distinct()];
        var (scores, below) = (new double[knots.Length], 0);
        for (var k = 0; k < knots.Length; k++)
        {
            var equal = 0;
            while (below + equal < sorted.Length && sorted[below + equal] == knots[k]) equal++;
            scores[k] = Normal.InvCDF(0, 1, (below + (equal / 2.0)) / sorted.Length);
            below += equal;
        }

        return new(knots, scores);
    }

    /// <summary>The score of an accuracy; beyond the knots along the slope of the outer tenth.</summary>
    /// <param name="accuracy">An accuracy.</param>
    public double To(double accuracy) => Interpolate(Knots, Scores, accuracy);

    /// <summary>The accuracy of a score, in [0, 1].</summary>
    /// <param name="score">A score.</param>
    public double Back(double score) => Math.Clamp(Interpolate(Scores, Knots, score), 0, 1);

    private static double Interpolate(double[] from, double[] to, double value)
    {
        var (last, tail) = (from.Length - 1, Math.Max(1, from.Length / 10));
        if (value <= from[0]) return to[0] + ((value - from[0]) * (to[tail] - to[0]) / (from[tail] - from[0]));
        if (value >= from[last]) return to[last] + ((value - from[last]) * (to[last] - to[last - tail]) / (from[last] - from[last - tail]));
        var at = Array.BinarySearch(from, value);
        if (at >= 0) return to[at];
        var (low, high) = (~at - 1, ~at);
        return to[low] + ((value - from[low]) * (to[high] - to[low]) / (from[high] - from[low]));
    }
}
