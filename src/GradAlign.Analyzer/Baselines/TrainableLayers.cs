using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Baselines;

/// <summary>Weight tensors with two or more dimensions; costs nothing.</summary>
internal sealed class TrainableLayers : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.TrainableLayers;

    public override ScoreValue Measure(BaselineContext context) => ScoreValue.Of(context.Size.TrainableLayers);
}
