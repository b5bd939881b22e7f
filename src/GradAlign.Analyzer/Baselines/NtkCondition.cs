using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// λ_max/λ_min of Θ = J Jᵀ, row i of J the gradient of sample i's summed logits by the layers' weights (Chen et al., TE-NAS, ICLR 2021).
/// n backward passes through batch statistics, as there: by far the dearest of all.
/// </summary>
internal sealed class NtkCondition : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.NtkCondition;

    public override ScoreValue Measure(BaselineContext context)
    {
        using var state = new ModelState(context.Inventory);
        ScoringMode.Enter(context.Inventory);
        var logits = context.Network.Forward(context.Batch).reshape(context.Samples, -1).sum(dim: 1);
        if (!logits.requires_grad) return ScoreValue.Undefined("the output does not depend on any trainable parameter");
        var grams = BatchStatisticsPasses.Measure(context.Network.Root, context.Inventory, logits, context.Capture with { Watcher = null })
            .Where(g => g.Key.IsLayer).ToDictionary(g => g.Key, g => g.Value);
        var kernel = GradientCapture.Total(grams, context.Samples);
        if (!kernel.IsFinite) return ScoreValue.Undefined("a gradient is not finite");
        var eigenvalues = Matrix<double>.Build.Dense(kernel.Size, kernel.Size, (i, j) => 0.5 * (kernel[i, j] + kernel[j, i]))
            .Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).ToArray();
        return eigenvalues.Min() > 0
            ? ScoreValue.Of(eigenvalues.Max() / eigenvalues.Min())
            : ScoreValue.Undefined("the smallest eigenvalue is 0: two samples have the same gradient, or the network is dead");
    }
}
