namespace GradAlign.Analyzer.Calibration;

/// <summary>Which rows must stay together: those of a group, and those with the same scores, which would otherwise be tested on themselves.</summary>
internal static class RowGroups
{
    /// <summary>A number a row, from 0 in the order of the rows.</summary>
    /// <param name="rows">[rows × features].</param>
    /// <param name="groups">The user's group of each row; null: none.</param>
    public static int[] Of(double[][] rows, IReadOnlyList<string>? groups)
    {
        int[] parent = [.. Enumerable.Range(0, rows.Length)];
        Join(i => string.Join(' ', rows[i].Select(BitConverter.DoubleToInt64Bits)));
        if (groups is not null) Join(i => groups[i]);
        return Numbered([.. parent.Select((_, i) => Root(i))]);

        void Join(Func<int, string> key)
        {
            foreach (var same in Enumerable.Range(0, rows.Length).GroupBy(key))
            {
                foreach (var i in same.Skip(1)) parent[Root(i)] = Root(same.First());
            }
        }

        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }
    }

    /// <summary>Groups numbered anew, from 0 in the order of the rows.</summary>
    /// <param name="groups">Any number a group.</param>
    public static int[] Numbered(IReadOnlyList<int> groups)
    {
        var numbers = new Dictionary<int, int>();
        return [.. groups.Select(g => numbers.TryGetValue(g, out var n) ? n : numbers[g] = numbers.Count)];
    }
}
