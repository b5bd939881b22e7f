using System.Globalization;

namespace GradAlign.Benchmarks;

/// <summary>The largest resident memory of this process, from the kernel.</summary>
internal static class PeakMemory
{
    /// <summary>Bytes by which resident memory rises at most, over what it was before the model was made.</summary>
    /// <param name="prepare">Makes the model and its batch.</param>
    /// <param name="run">What is measured; it runs twice, the first time to load code and kernels.</param>
    public static long Of<T>(Func<T> prepare, Action<T> run)
        where T : IDisposable
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("Peak memory is read from /proc.");
        var before = Read("VmRSS:");
        using var prepared = prepare();
        run(prepared);
        GradAlign.Analyzer.Hosting.NativeHeap.Trim();
        var above = Read("VmRSS:") - before;
        return above + Above(() => run(prepared));
    }

    /// <summary>Bytes by which resident memory rises at most while something runs once.</summary>
    public static long Above(Action run)
    {
        // Writing 5 resets the peak to what is resident now.
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Read("VmRSS:");
        run();
        return Read("VmHWM:") - before;
    }

    private static long Read(string key) =>
        long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith(key, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) * 1024;
}
