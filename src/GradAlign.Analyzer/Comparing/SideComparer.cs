using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>Compares two sides: matches their models by key, and says what became of each.</summary>
public static class SideComparer
{
    /// <summary>Compares.</summary>
    /// <param name="base">What the head is held against.</param>
    /// <param name="head">What is judged.</param>
    /// <param name="options">How.</param>
    public static Comparison Compare(ComparedSide @base, ComparedSide head, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(@base);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(options);
        var comparison = new Comparison(@base, head, options)
        {
            Findings = [.. Problems("base", @base).Concat(Problems("head", head))],
        };
        // Where a side could not be read, every model would look new or gone.
        if (comparison.Findings.Count > 0 && (@base.Models.Count == 0 || head.Models.Count == 0)) return comparison;

        var (before, now) = (@base.Models.ToDictionary(m => m.Key, StringComparer.Ordinal), head.Models.ToDictionary(m => m.Key, StringComparer.Ordinal));
        var changes = before.Keys.Union(now.Keys).Select(key => Change(before.GetValueOrDefault(key), now.GetValueOrDefault(key), comparison));
        return comparison with
        {
            Models = [.. changes.OrderBy(c => c.Status).ThenBy(c => c.Name, StringComparer.Ordinal)],
            Findings = before.Keys.Any(now.ContainsKey) ? comparison.Findings :
            [
                .. comparison.Findings,
                Rules.NotCompared.Finding(
                    $"No model is on both sides: {@base.Name} has {Names(@base)}, {head.Name} has {Names(head)}. So nothing was compared. Compare sides of one project; a model that was renamed is gone and new."),
            ],
        };
    }

    private static IEnumerable<Finding> Problems(string role, ComparedSide side) => side.Problems
        .Select(p => Rules.NotCompared.Finding($"The {role} ({side.Name}) cannot be relied on: {p}"));

    private static ModelChange Change(ComparedModel? before, ComparedModel? now, Comparison comparison) => (before, now) switch
    {
        ({ } b, { } n) => ModelComparer.Compare(b, n, comparison),
        ({ } b, null) => new(b.Name, ModelStatus.Gone, "")
        {
            Base = b,
            Finding = Rules.OneSideOnly.Finding(comparison.Options.Gone,
                $"{b.Name} is at the base ({comparison.Base.Name}) and not at the head ({comparison.Head.Name}), so nothing of it was compared. Check that it was meant to go: a model that loses its [ScoredModel], or is renamed, is gone too."),
        },
        (null, { } n) => new(n.Name, ModelStatus.New, "")
        {
            Head = n,
            Finding = Rules.OneSideOnly.Finding(Severity.Info, $"{n.Name} is new at the head ({comparison.Head.Name}), so there is nothing to compare it with; gradalign gate holds it against the limits."),
        },
        _ => throw new ArgumentException("A model is on a side at least."),
    };

    private static string Names(ComparedSide side)
    {
        const int shown = 5;
        var names = side.Models.Select(m => m.Name).ToArray();
        return names.Length == 0 ? "none" : string.Join(", ", names.Take(shown)) + (names.Length > shown ? FormattableString.Invariant($" and {names.Length - shown} more") : "");
    }
}
