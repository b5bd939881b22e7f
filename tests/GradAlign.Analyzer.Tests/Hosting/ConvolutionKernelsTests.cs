using GradAlign.Analyzer.Hosting;

namespace GradAlign.Analyzer.Tests.Hosting;

public sealed class ConvolutionKernelsTests
{
    // Every test of a convolution here is worth as much as this one.
    [Fact]
    public void Convolutions_of_the_test_process_are_right() => Assert.Null(ConvolutionKernels.Problem);

    [Fact]
    public void Scoring_processes_are_kept_to_the_safe_instructions_once_lowered()
    {
        var before = ConvolutionKernels.IsLowered;
        try
        {
            var assembly = typeof(ConvolutionKernelsTests).Assembly.Location;
            ConvolutionKernels.IsLowered = true;
            Assert.Equal("SSE41", HostCommand.For(assembly, new(), "request", "events").Environment["ONEDNN_MAX_CPU_ISA"]);
        }
        finally
        {
            ConvolutionKernels.IsLowered = before;
        }
    }
}
