using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Takes the class labels out of the tensor world.</summary>
internal static class ClassLabels
{
    /// <summary>The label of each sample; null where the targets are no class labels.</summary>
    /// <param name="targets">What the samples should give, [n] for class labels.</param>
    public static long[]? Of(Tensor targets)
    {
        if (targets.dtype != ScalarType.Int64 || targets.dim() != 1) return null;
        using var onCpu = targets.cpu();
        return onCpu.data<long>().ToArray();
    }
}
