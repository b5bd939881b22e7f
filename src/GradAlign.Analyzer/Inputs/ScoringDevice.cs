using System.Globalization;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Chooses the device.</summary>
internal static class ScoringDevice
{
    /// <param name="name"><c>auto</c> (a GPU where there is one), <c>cpu</c>, <c>cuda</c> or <c>cuda:i</c>.</param>
    /// <exception cref="ScoringException">GA0010: asked for by name and not there; GA0006: not a device.</exception>
    public static Device Choose(string name)
    {
        if (name == "cpu" || (name == "auto" && !cuda.is_available())) return torch.CPU;
        var index = name is "auto" or "cuda" ? 0 : Index(name);
        if (!cuda.is_available() || index >= cuda.device_count())
        {
            throw new ScoringException(Rules.DeviceUnavailable.Finding(
                $"Device '{name}' was asked for and is not available ({(cuda.is_available() ? cuda.device_count() : 0)} CUDA devices). Use --device cpu, or reference a libtorch-cuda package."));
        }

        // TF32 rounds to ten bits: scores would depend on the device.
        backends.cuda.matmul.allow_tf32 = false;
        backends.cudnn.allow_tf32 = false;
        return new Device(DeviceType.CUDA, index);
    }

    private static int Index(string name) =>
        name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new ScoringException(Rules.InvalidConfiguration.Finding($"'{name}' is no device. Use auto, cpu, cuda or cuda:0."));
}
