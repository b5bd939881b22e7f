using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Is shown the per-sample gradients that the Gram matrices are contracted from, some columns of a parameter at a time.</summary>
internal interface IGradientWatcher
{
    /// <summary>Whether a parameter's gradients are looked at: some would be formed for this alone.</summary>
    /// <param name="parameter">The parameter.</param>
    bool Wants(ModelParameter parameter) => true;

    /// <summary>The gradients of the whole batch follow; what came before is void (a guard objected, or memory was short).</summary>
    void Begin();

    /// <summary>Some of a parameter's gradients: every column once.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="start">Number of the first column: its element in the flattened parameter.</param>
    /// <param name="rows">Row i is that part of ∂ℓᵢ/∂θ, [n × columns], for every sample of the batch. Belongs to the caller, and is gone after the call.</param>
    void Add(ModelParameter parameter, long start, Tensor rows);
}
