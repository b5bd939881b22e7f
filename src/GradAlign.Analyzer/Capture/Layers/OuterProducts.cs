using GradAlign.Analyzer.Gram;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Per-sample gradients of a linear map y = a Wᵀ + b that was applied t times a sample: gᵢᵀ aᵢ and Σ_t gᵢ.</summary>
internal static class OuterProducts
{
    /// <summary>Those of the weight, and of the bias where there is one.</summary>
    /// <param name="weight">W, [o × d].</param>
    /// <param name="bias">b, [o]; null without.</param>
    /// <param name="inputs">a, [n × t × d].</param>
    /// <param name="gradients">g, ∂(Σᵢ ℓᵢ)/∂y, [n × t × o].</param>
    public static IEnumerable<PerSampleGradient> Of(Parameter weight, Parameter? bias, Tensor inputs, Tensor gradients)
    {
        var (n, positions, outputs, features) = (inputs.shape[0], inputs.shape[1], weight.shape[0], weight.shape[1]);
        var isGhost = GhostContraction.IsCheaper(n, positions, features, outputs);
        yield return new(weight, () => Form(0, outputs), isGhost ? () => GhostContraction.Contract(inputs, gradients) : null)
        {
            FormSlices = Form,
            GramBytes = GhostContraction.Bytes(n, positions, features, outputs, inputs.element_size()),
        };
        if (bias is not null) yield return new(bias, () => gradients.sum(dim: 1));

        // [n × o·d]
        Tensor Form(long start, long count) => gradients.narrow(2, start, count).transpose(1, 2).bmm(inputs).reshape(n, -1);
    }
}
