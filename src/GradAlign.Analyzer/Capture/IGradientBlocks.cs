using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Is shown the per-sample gradients that the Gram matrices are contracted from, parameter by parameter.</summary>
internal interface IGradientBlocks
{
    /// <summary>The gradients of the whole batch follow; what came before is void (a guard objected, and the loop took over).</summary>
    void Begin();

    /// <summary>One parameter's gradients; called once a parameter that received any.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="rows">
    /// Row i is ∂ℓᵢ/∂θ, [n × p], in the order of the parameter's elements; an embedding leaves out the columns of rows that the batch does not use.
    /// Belongs to the caller, and is gone after the call.
    /// </param>
    void Add(ModelParameter parameter, Tensor rows);
}
