using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Baselines;

/// <summary>Trainable parameters; costs nothing.</summary>
internal sealed class Params : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.Params;

    public override ScoreValue Measure(BaselineContext context) => ScoreValue.Of(context.Size.Params);
}
