using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Testing;

/// <summary>The numbers of one layer, means over the seeds; NaN, which meets no limit, where a score is not defined, as in a layer without a gradient.</summary>
/// <param name="Report">Everything measured of the layer.</param>
public sealed record LayerScore(LayerReport Report)
{
    /// <summary>Name of the weight within the model, such as <c>stage1.0.conv1.weight</c>.</summary>
    public string Name => Report.Name;

    /// <summary>Kind of module, such as <c>Conv2d</c>.</summary>
    public string Kind => Report.Kind;

    /// <summary>Whether this is the last layer in order of execution.</summary>
    public bool IsOutput => Report.IsOutput;

    /// <summary>Whether the layer was dead under any seed.</summary>
    public bool IsDead => Report.DeadSeeds > 0;

    /// <summary>Conflict of this layer alone, [0, 1]; lower is better.</summary>
    public double Conflict => Mean(ScoreCatalog.Conflict);

    /// <summary>1 − exp(s_l), [0, 1]; lower is better.</summary>
    public double Collapse => Mean(ScoreCatalog.Collapse);

    /// <summary>s_l, the layer's GradAlign-II term, [log ε, 0]; higher is better.</summary>
    public double GradAlignII => Mean(ScoreCatalog.GradAlignII);

    /// <summary>Share of pairs with a negative inner product, [0, 1]; lower is better.</summary>
    public double NegativePairRate => Mean(ScoreCatalog.NegativePairRate);

    /// <summary>Root mean square of the per-sample gradients, in units of loss per unit of weight.</summary>
    public double RmsGradient => Mean(ScoreCatalog.RmsGradient);

    private double Mean(ScoreDefinition score) => Report.Scores.FirstOrDefault(s => s.Key == score.Key)?.Mean ?? double.NaN;
}
