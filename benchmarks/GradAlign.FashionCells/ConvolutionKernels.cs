namespace GradAlign.FashionCells;

/// <summary>
/// The kernels that convolutions run on. Seen with libtorch 2.10 on one AMD machine: oneDNN's kernels for AVX-512 are wrong by tens of
/// percent, and now and then not a number, where the channels are no multiple of 16 (outputs: the gradient of the input; more than 16
/// inputs: the output too); those for AVX2 where they are no multiple of 8. Those for SSE4.1, and 1×1 and depthwise ones, were right.
/// </summary>
internal static class ConvolutionKernels
{
    /// <summary>The environment variable that keeps them to AVX2, and its value; oneDNN reads it once.</summary>
    public static (string Name, string Value) Variable { get; } = ("ONEDNN_MAX_CPU_ISA", "AVX2");
}
