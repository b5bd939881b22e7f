using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>The heat map in numbers: mean cosines of the pairs of two classes.</summary>
/// <param name="Labels">The classes, in order.</param>
/// <param name="Means">[classes × classes], symmetric; null where there is no pair, as in a class of one sample.</param>
internal sealed record ClassCosines(IReadOnlyList<long> Labels, double?[,] Means)
{
    /// <summary>Averages what the heat map shows; null where the samples have no classes.</summary>
    public static ClassCosines? Of(GradientDetail gradients)
    {
        if (gradients.Labels is not { } labels) return null;
        var classes = labels.Distinct().Order().ToArray();
        var cosines = Convert.FromBase64String(gradients.Cosines);
        var (sums, counts) = (new double[classes.Length, classes.Length], new int[classes.Length, classes.Length]);
        for (var i = 0; i < labels.Count; i++)
        {
            for (var j = 0; j < labels.Count; j++)
            {
                if (i == j) continue;
                var (a, b) = (Array.IndexOf(classes, labels[i]), Array.IndexOf(classes, labels[j]));
                sums[a, b] += GradientDetail.Cosine(cosines, i, j);
                counts[a, b]++;
            }
        }

        var means = new double?[classes.Length, classes.Length];
        for (var a = 0; a < classes.Length; a++)
        {
            for (var b = 0; b < classes.Length; b++) means[a, b] = counts[a, b] == 0 ? null : sums[a, b] / counts[a, b];
        }

        return new(classes, means);
    }
}
