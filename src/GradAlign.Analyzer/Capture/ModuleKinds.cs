using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>What a watched module is to an explanation.</summary>
internal static class ModuleKinds
{
    public static bool IsNormalisation(nn.Module module) => module is NormBase or LayerNorm or GroupNorm or LocalResponseNorm;

    /// <summary>Mean derivative of an activation module, where it follows from the output alone; null for every other module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="output">Its output.</param>
    public static double? MeanDerivative(nn.Module module, Tensor output)
    {
        using var derivative = module switch
        {
            ReLU => output.gt(0),
            ReLU6 => output.gt(0).logical_and(output.lt(6)),
            Hardtanh bounded => output.gt(bounded.min_val).logical_and(output.lt(bounded.max_val)),
            Sigmoid => output * (1 - output),
            Tanh => 1 - output * output,
            _ => null,
        };
        return derivative?.to(ScalarType.Float64).mean().item<double>() is { } mean && double.IsFinite(mean) ? mean : null;
    }
}
