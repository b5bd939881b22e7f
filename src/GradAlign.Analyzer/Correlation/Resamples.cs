namespace GradAlign.Analyzer.Correlation;

/// <summary>The resamples of a bootstrap, the same for every score over the same rows, so that differences are paired.</summary>
internal static class Resamples
{
    /// <summary>Draws with replacement.</summary>
    /// <param name="rows">The rows to draw from.</param>
    /// <param name="count">Resamples.</param>
    /// <param name="seed">Seed.</param>
    public static int[][] Draw(IReadOnlyList<int> rows, int count, int seed)
    {
        // A generator of our own choice: System.Random promises no sequence across versions.
        var random = new MathNet.Numerics.Random.MersenneTwister(seed);
        return [.. Enumerable.Range(0, rows.Count < 2 ? 0 : count).Select(_ => rows.Select(_ => rows[random.Next(rows.Count)]).ToArray())];
    }
}
