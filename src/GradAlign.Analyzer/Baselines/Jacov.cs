using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Metrics;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// −Σ (log(λ + k) + 1/(λ + k)), λ the eigenvalues of the correlation matrix of the rows ∂(Σ logits)/∂xᵢ, k = 1e-5 (Mellor et al., first
/// version of Neural architecture search without training, 2020; also in Abdelfattah et al., ICLR 2021). A forward and backward pass of its
/// own, through batch statistics as in training.
/// </summary>
internal sealed class Jacov : Baseline
{
    private const double K = 1e-5;

    public override ScoreDefinition Definition => ScoreCatalog.Jacov;

    public override ScoreValue Measure(BaselineContext context)
    {
        if (!is_floating_point(context.Batch.Inputs)) return ScoreValue.NotApplicable("the inputs are tokens, which have no gradient");
        if (context.Batch.SamplesAlong is not { } along) return ScoreValue.NotApplicable("the first input is the same for all samples");
        using var state = new ModelState(context.Inventory);
        ScoringMode.Enter(context.Inventory);
        var inputs = context.Batch.Inputs.detach().clone().requires_grad_();
        context.Network.Forward(context.Batch with { Inputs = inputs }).sum().backward();
        if (inputs.grad is not { } gradient) return ScoreValue.Undefined("the output does not depend on the input");

        var rows = gradient.movedim([along], [0]).reshape(context.Samples, -1).to(ScalarType.Float64);
        var centred = rows - rows.mean([1], keepdim: true);
        var numbers = GramContraction.ToNumbers(centred.mm(centred.t()));
        var norms = Enumerable.Range(0, numbers.Size).Select(i => Math.Sqrt(numbers[i, i])).ToArray();
        if (norms.Any(n => !(n > 0) || !double.IsFinite(n))) return ScoreValue.Undefined("a sample's input gradient is constant or not finite, so it has no correlation");
        var correlations = Matrix<double>.Build.Dense(numbers.Size, numbers.Size, (i, j) => numbers[i, j] / (norms[i] * norms[j]));
        return ScoreValue.Of(-correlations.Evd(Symmetricity.Symmetric).EigenValues.Select(v => Math.Max(v.Real, 0)).Sum(v => Math.Log(v + K) + (1 / (v + K))));
    }
}
