namespace GradAlign.Analyzer.Inputs;

/// <summary>Chooses samples so that the classes are as even as the data allow, at every prefix.</summary>
internal static class SampleChoice
{
    /// <summary>As <see cref="Choose"/>, of data that may hold too few.</summary>
    /// <param name="name">The data's name, for the message.</param>
    /// <param name="labels">Label of each sample.</param>
    /// <param name="size">Samples to choose.</param>
    /// <param name="seed">The same seed chooses the same samples.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: fewer samples than asked for.</exception>
    public static int[] ChooseFrom(string name, IReadOnlyList<int> labels, int size, long seed) => size <= labels.Count
        ? Choose(labels, size, seed)
        : throw InputError.Configuration(FormattableString.Invariant(
            $"The batch takes {size} samples, but {name} holds {labels.Count}. Use a smaller batch or more data."));

    /// <summary>Shuffles within each class, then goes round the classes in order, passing over those used up.</summary>
    /// <param name="labels">Label of each sample.</param>
    /// <param name="size">Samples to choose, at most as many as there are.</param>
    /// <param name="seed">The same seed chooses the same samples.</param>
    /// <returns>Indices into <paramref name="labels"/>, without repeats.</returns>
    public static int[] Choose(IReadOnlyList<int> labels, int size, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, labels.Count);
        var random = new Random(Fold(seed));
        var classes = Enumerable.Range(0, labels.Count)
            .GroupBy(index => labels[index])
            .OrderBy(group => group.Key)
            .Select(group => Shuffled([.. group], random))
            .ToArray();

        var chosen = new List<int>(size);
        for (int round = 0; chosen.Count < size; round++)
        {
            foreach (int[] members in classes.Where(members => round < members.Length).Take(size - chosen.Count))
                chosen.Add(members[round]);
        }

        return [.. chosen];
    }

    // Written out, not Random.Shuffle: only Next is promised to stay the same for a seed, and snapshots rest on it.
    private static int[] Shuffled(int[] values, Random random)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = random.Next(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }

        return values;
    }

    // Random takes 32 bits and drops the sign; the multiplication spreads all 64 over the 31 that are left.
    private static int Fold(long seed) => (int)(unchecked((ulong)seed * 0x9E3779B97F4A7C15) >> 33);
}
