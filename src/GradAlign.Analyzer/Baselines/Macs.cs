using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Baselines;

/// <summary>Multiply-accumulate operations of one sample; costs nothing.</summary>
internal sealed class Macs : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.Macs;

    public override ScoreValue Measure(BaselineContext context) =>
        context.Size.Macs is { } macs ? ScoreValue.Of(macs) : ScoreValue.Undefined("a layer runs by forward() instead of call(), where its operations cannot be counted");
}
