using GradAlign.Analyzer.Hosting;

namespace GradAlign.Analyzer.Tests.Hosting;

public sealed class AvailableMemoryTests
{
    [Fact]
    public void Share_of_a_process_is_within_what_the_system_has_left()
    {
        var bytes = AvailableMemory.Bytes();
        Assert.InRange(bytes, 1L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Assert.InRange(AvailableMemory.Share(), 1, (long)(0.8 * bytes) + (1L << 30)); // other processes come and go
    }
}
