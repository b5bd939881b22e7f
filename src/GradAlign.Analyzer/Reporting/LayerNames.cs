namespace GradAlign.Analyzer.Reporting;

/// <summary>Lists the names of layers in few words.</summary>
internal static class LayerNames
{
    private const int Parts = 3;
    private const int ShortestRun = 3;

    /// <summary>The names; three and more neighbours as <c>first to last (k layers)</c>; what does not fit in three parts is counted.</summary>
    /// <param name="layers">Names with their positions among all layers, in order of execution.</param>
    public static string List(IReadOnlyList<(string Name, int Position)> layers)
    {
        var parts = Runs(layers).SelectMany(Shown).ToArray();
        var rest = parts.Skip(Parts).Sum(p => p.Count);
        return string.Join(", ", parts.Take(Parts).Select(p => p.Text)) + (rest == 0 ? "" : FormattableString.Invariant($" and {rest} more"));
    }

    private static IEnumerable<List<string>> Runs(IReadOnlyList<(string Name, int Position)> layers)
    {
        List<string> run = [];
        for (var i = 0; i < layers.Count; i++)
        {
            run.Add(layers[i].Name);
            if (i + 1 < layers.Count && layers[i + 1].Position == layers[i].Position + 1) continue;
            yield return run;
            run = [];
        }
    }

    private static IEnumerable<(string Text, int Count)> Shown(List<string> run) => run.Count < ShortestRun
        ? run.Select(name => (name, 1))
        : [(FormattableString.Invariant($"{run[0]} to {run[^1]} ({run.Count} layers)"), run.Count)];
}
