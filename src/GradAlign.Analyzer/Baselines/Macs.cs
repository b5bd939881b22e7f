using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Baselines;

/// <summary>Multiply-accumulate operations of one sample; costs nothing.</summary>
internal sealed class Macs : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.Macs;

    public override ScoreValue Measure(BaselineContext context) => context.Size is { Macs: { } macs }
        ? ScoreValue.Of(macs)
        : ScoreValue.Undefined($"{string.Join(", ", context.Size.Uncounted.Select(name => $"'{name}'"))} ran past every hook (by forward() instead of call(), or in a packed sequence), so {(context.Size.Uncounted.Count == 1 ? "its" : "their")} operations cannot be counted");
}
