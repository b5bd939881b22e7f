namespace GradAlign.Cli.Configuration;

/// <summary>Guesses what a misspelled name was meant to be.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean 'x'?" where a known name is near; otherwise the known names.</summary>
    public static string Advice(string name, IReadOnlyList<string> known)
    {
        var (nearest, distance) = known.Select(k => (k, Distance(name.ToLowerInvariant(), k.ToLowerInvariant()))).MinBy(k => k.Item2);
        return distance <= Math.Max(2, name.Length / 3) ? $"Did you mean '{nearest}'?" : $"Known are: {string.Join(", ", known)}.";
    }

    // Levenshtein's distance, one row of its table at a time.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                left = row[j] = Math.Min(replaced, Math.Min(left, row[j]) + 1);
            }
        }

        return row[^1];
    }
}
