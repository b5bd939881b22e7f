using GradAlign.NasBench.Spaces;
using MathNet.Numerics.Random;

namespace GradAlign.NasBench.Studies;

/// <summary>Which cells of a file are measured.</summary>
internal static class CellSample
{
    /// <summary>The cells in random order, so that what is stopped early is a smaller random sample; all in the order of the file where no number is given.</summary>
    /// <param name="cells">The cells of a file; a cell that is there twice counts once.</param>
    /// <param name="sample">How many; null: all.</param>
    /// <param name="seed">Seed of the order.</param>
    public static Cell[] Draw(IEnumerable<Cell> cells, int? sample, long seed)
    {
        Cell[] all = [.. cells.DistinctBy(c => c.Id)];
        if (sample is not { } count) return all;
        var random = new MersenneTwister((int)seed);
        for (var i = 0; i < Math.Min(count, all.Length); i++)
        {
            var other = random.Next(i, all.Length);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all[..Math.Min(count, all.Length)];
    }
}
