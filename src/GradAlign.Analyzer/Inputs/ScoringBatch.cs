using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>A batch to score on.</summary>
/// <param name="Inputs">[n × input shape], float32.</param>
/// <param name="Targets">[n], int64 class labels.</param>
public sealed record ScoringBatch(Tensor Inputs, Tensor Targets) : IDisposable
{
    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }
}
