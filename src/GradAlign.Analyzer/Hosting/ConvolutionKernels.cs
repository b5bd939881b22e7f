using System.Globalization;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Hosting;

/// <summary>
/// Whether libtorch's float32 convolutions are right on this processor, which they are not everywhere: docs/decisions/0019.
/// </summary>
internal static class ConvolutionKernels
{
    /// <summary>The environment variable that says which instructions oneDNN may use at most; oneDNN reads it once, at its first use.</summary>
    public const string Variable = "ONEDNN_MAX_CPU_ISA";

    /// <summary>The instructions whose kernels were right wherever others were wrong.</summary>
    public const string Safe = "SSE41";

    /// <summary>Rounding stays below 1e-6; what was seen wrong was wrong by 0.2 and more, or not a number.</summary>
    private const double Tolerance = 1e-3;

    // Channels that fill no vector of 4, 8 or 16 numbers, and more than 16 inputs: each kind of wrong kernel that was seen is wrong in one of these.
    private static readonly (int Inputs, int Outputs, int Kernel)[] Cases = [(13, 3, 3), (1, 43, 3), (21, 13, 5), (43, 21, 3), (21, 85, 1)];

    private static readonly Lazy<string?> Found = new(Examine);

    private static volatile bool isLowered;

    /// <summary>Whether scoring processes that are started from here are kept to <see cref="Safe"/>.</summary>
    public static bool IsLowered
    {
        get => isLowered;
        set => isLowered = value;
    }

    /// <summary>What is wrong in this process; null where the convolutions are right. Loads libtorch, and takes about a tenth of a second, once.</summary>
    public static string? Problem => Found.Value;

    /// <exception cref="ScoringException">GA0016: the convolutions of this process are wrong.</exception>
    public static void Check()
    {
        if (Problem is { } problem) throw new ScoringException(Rules.WrongConvolutions.Finding(problem));
    }

    // Without torch's random numbers, which are the caller's.
    private static string? Examine()
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        foreach (var (inputs, outputs, kernel) in Cases)
        {
            var input = Numbers(1, 2, inputs, 8, 8);
            var weight = Numbers(2, outputs, inputs, kernel, kernel);
            var direction = Numbers(3, 2, outputs, 8, 8);
            var error = Pass(input, weight, direction, ScalarType.Float32).Zip(Pass(input, weight, direction, ScalarType.Float64), Difference).Max();
            if (!(error < Tolerance))
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"libtorch computes convolutions wrongly on this processor: {kernel}×{kernel} from {inputs} to {outputs} channels in float32 is {(double.IsFinite(error) ? error.ToString("0.#%", CultureInfo.InvariantCulture) + " off" : "not a number, unlike")} the same in float64, so no score could be trusted. Set the environment variable {Variable}={Safe} before the process starts; scoring in a process of its own, the default, does that by itself.");
            }
        }

        return null;
    }

    private static Tensor Numbers(int salt, params long[] shape) => (arange(shape.Aggregate((a, b) => a * b), float64) * (0.7 + salt)).sin().reshape(shape);

    // The output, and the gradients of input and weight.
    private static Tensor[] Pass(Tensor input, Tensor weight, Tensor direction, ScalarType type)
    {
        var x = input.to_type(type).detach().requires_grad_(true);
        var w = weight.to_type(type).detach().requires_grad_(true);
        var pad = w.shape[2] / 2;
        var y = nn.functional.conv2d(x, w, padding: [pad, pad]);
        y.backward([direction.to_type(type)]);
        return [y.detach(), x.grad!, w.grad!];
    }

    private static double Difference(Tensor found, Tensor expected)
    {
        var error = ((found.to_type(ScalarType.Float64) - expected).norm() / expected.norm()).item<double>();
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
