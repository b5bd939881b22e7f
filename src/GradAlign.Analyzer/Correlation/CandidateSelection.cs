using MathNet.Numerics.Random;

namespace GradAlign.Analyzer.Correlation;

/// <summary>Picks the best of some candidates by a score, many times over: the accuracy of what is picked.</summary>
internal sealed class CandidateSelection
{
    private readonly IReadOnlyList<double> accuracy;
    private readonly int[][] draws;

    /// <param name="accuracy">Accuracy of each row.</param>
    /// <param name="candidates">Candidates of a draw, without replacement; at most the rows.</param>
    /// <param name="count">Draws.</param>
    /// <param name="seed">Seed.</param>
    public CandidateSelection(IReadOnlyList<double> accuracy, int candidates, int count, int seed)
    {
        this.accuracy = accuracy;
        var random = new MersenneTwister(seed);
        draws = [.. Enumerable.Range(0, count).Select(_ => Draw(random, candidates))];
    }

    /// <summary>Picks by a score, larger is better; equal ones share, an undefined one (null) is never picked unless all are.</summary>
    public SelectionResult By(IReadOnlyList<double?> score) => Result(draw =>
    {
        var best = draw.Max(row => score[row]);
        return draw.Where(row => score[row] == best).Average(row => accuracy[row]);
    });

    /// <summary>Picks at random: the mean of the candidates.</summary>
    public SelectionResult Random() => Result(draw => draw.Average(row => accuracy[row]));

    /// <summary>Picks the best.</summary>
    public SelectionResult Optimum() => Result(draw => draw.Max(row => accuracy[row]));

    private SelectionResult Result(Func<int[], double> pick)
    {
        double[] picked = [.. draws.Select(pick).Order()];
        return new(picked.Average(), Quantile(.05), Quantile(.95));

        double Quantile(double share) => MathNet.Numerics.Statistics.SortedArrayStatistics.Quantile(picked, share);
    }

    private int[] Draw(MersenneTwister random, int candidates)
    {
        int[] rows = [.. Enumerable.Range(0, accuracy.Count)];
        for (var i = 0; i < candidates; i++)
        {
            var other = random.Next(i, rows.Length);
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }

        return rows[..candidates];
    }
}
