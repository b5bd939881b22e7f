using System.Text.RegularExpressions;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;

namespace GradAlign.Testing.Conditions;

/// <summary>A condition on every layer.</summary>
internal static partial class LayerCondition
{
    private const int Shown = 5;

    public static ConditionResult Every(ArchitectureScore score, Func<LayerScore, bool> condition, string? expression)
    {
        var expected = Space().Replace(expression ?? "the condition", " ").Trim();
        var layers = score.Layers;
        // Without layers the condition would hold of nothing.
        if (layers.Count == 0) return new("every layer", Outcome.Inconclusive, expected, "no layer was measured under every seed");
        var failed = layers.Where(l => !condition(l)).ToArray();
        if (failed.Length == 0) return new("every layer", Outcome.Pass, expected, FormattableString.Invariant($"true of {layers.Count} layers"));
        var shown = string.Join(", ", failed.Take(Shown).Select(l => FormattableString.Invariant($"{l.Name} (conflict {l.Conflict:0.0000}, collapse {l.Collapse:0.0000})")));
        return new("every layer", Outcome.Fail, expected, FormattableString.Invariant($"false of {failed.Length} of {layers.Count} layers: {shown}{(failed.Length > Shown ? ", …" : "")}"));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
