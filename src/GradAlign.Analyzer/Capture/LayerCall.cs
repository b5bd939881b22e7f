using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>One call of a module in the batched forward pass.</summary>
/// <param name="Name">Name of the module within the model.</param>
/// <param name="Module">The module.</param>
/// <param name="Input">What went in, without its graph; [n × …].</param>
/// <param name="Output">What came out, with its graph; [n × …].</param>
internal sealed record LayerCall(string Name, Module Module, Tensor Input, Tensor Output) : IDisposable
{
    /// <summary>∂(Σᵢ ℓᵢ)/∂Output after the backward pass, [n × …]: row i is sample i's alone. Null where the loss does not depend on it.</summary>
    public Tensor? OutputGradient => Output.requires_grad ? Output.grad : null;

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
    }
}
