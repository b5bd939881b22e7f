using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>One call of a module in the batched forward pass.</summary>
/// <param name="Name">Name of the module within the model.</param>
/// <param name="Module">The module.</param>
/// <param name="Inputs">What went in, without its graph; each [n × …].</param>
/// <param name="Output">What came out, with its graph; [n × …].</param>
internal sealed record LayerCall(string Name, Module Module, IReadOnlyList<Tensor> Inputs, Tensor Output) : IDisposable
{
    /// <summary>The first input, for most modules the only one; [n × …].</summary>
    public Tensor Input => Inputs[0];

    /// <summary>∂(Σᵢ ℓᵢ)/∂Output after the backward pass, [n × …]: row i is sample i's alone. Null where the loss does not depend on it.</summary>
    public Tensor? OutputGradient => Output.requires_grad ? Output.grad : null;

    /// <summary>The ways in which its rows may belong to samples, the likeliest first.</summary>
    public IReadOnlyList<SampleRows> Candidates { get; init; } = [SampleRows.First];

    /// <summary>Which of them is taken; the last where there are fewer.</summary>
    public int Attempt { get; set; }

    /// <summary>Which rows belong to which sample.</summary>
    public SampleRows Rows => Candidates[Math.Min(Attempt, Candidates.Count - 1)];

    /// <summary>Why the rule could not serve this call; null where it could.</summary>
    public string? Objection { get; set; }

    public void Dispose()
    {
        foreach (var input in Inputs) input.Dispose();
        Output.Dispose();
    }
}
