using TorchSharp;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>A test on a GPU; skipped, with the reason, where libtorch has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CudaFactAttribute : FactAttribute
{
    public CudaFactAttribute()
    {
        if (!torch.cuda.is_available()) Skip = "libtorch sees no CUDA device: it is a CPU build, or there is no GPU or driver. Reference a libtorch-cuda package on a machine with a GPU.";
    }
}
