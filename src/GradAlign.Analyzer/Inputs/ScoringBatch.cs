using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>A batch to score on.</summary>
/// <param name="Inputs">[n × input shape], float32; int64 where they are tokens.</param>
/// <param name="Targets">[n], int64 class labels; [n × positions] where every position has one; what the loss takes where there is one.</param>
public sealed record ScoringBatch(Tensor Inputs, Tensor Targets) : IDisposable
{
    /// <summary>The loss ℓ; null: cross-entropy, with the classes in the output's second dimension.</summary>
    public ISampleLoss? Loss { get; init; }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }
}
