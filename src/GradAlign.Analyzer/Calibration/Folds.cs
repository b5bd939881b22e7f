using MathNet.Numerics.Random;

namespace GradAlign.Analyzer.Calibration;

/// <summary>Splits rows for cross-validation; a group is never split.</summary>
internal static class Folds
{
    private const int Most = 10;
    private const int ForManyRows = 5;
    private const int ManyRows = 2000;

    /// <summary>The fold of each row, from 0.</summary>
    /// <param name="groups">The group of each row, numbered from 0.</param>
    /// <param name="seed">Seed.</param>
    /// <exception cref="CalibrationException">There are fewer than three groups.</exception>
    public static int[] Of(int[] groups, int seed)
    {
        var sizes = new int[groups.Max() + 1];
        foreach (var group in groups) sizes[group]++;
        if (sizes.Length < 3)
            throw new CalibrationException(FormattableString.Invariant($"The rows fall into {sizes.Length} groups, but cross-validation needs three at least: rows of one group, or with the same scores, are never split. Add models of other groups."));
        var order = Shuffled(sizes.Length, seed);
        var filled = new int[Math.Min(groups.Length > ManyRows ? ForManyRows : Most, sizes.Length)];
        var foldOf = new int[sizes.Length];
        // Large groups first, each to the emptiest fold.
        foreach (var group in order.OrderByDescending(g => sizes[g]))
        {
            var fold = Array.IndexOf(filled, filled.Min());
            foldOf[group] = fold;
            filled[fold] += sizes[group];
        }

        return [.. groups.Select(g => foldOf[g])];
    }

    /// <summary>0 … n − 1 in random order, the same for the same seed in every version of .NET.</summary>
    /// <param name="n">How many.</param>
    /// <param name="seed">Seed.</param>
    public static int[] Shuffled(int n, int seed)
    {
        var random = new MersenneTwister(seed);
        int[] order = [.. Enumerable.Range(0, n)];
        for (var i = n - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
