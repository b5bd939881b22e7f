namespace GradAlign.FashionCells;

/// <summary>
/// The kernels that convolutions run on. Those of libtorch 2.10 (oneDNN) for AVX-512 give wrong gradients of their inputs where there
/// are fewer than 16 channels, off by tens of percent and now and then not a number; those for AVX2 are right from 8 channels on.
/// </summary>
internal static class ConvolutionKernels
{
    /// <summary>The environment variable that keeps them to AVX2, and its value; oneDNN reads it once.</summary>
    public static (string Name, string Value) Variable { get; } = ("ONEDNN_MAX_CPU_ISA", "AVX2");
}
