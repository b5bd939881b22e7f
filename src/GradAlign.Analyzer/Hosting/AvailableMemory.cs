using System.Globalization;

namespace GradAlign.Analyzer.Hosting;

/// <summary>Memory that a process can still take without another one being killed for it.</summary>
internal static class AvailableMemory
{
    // The rest is for code, kernels, and what an estimate misses.
    private const double Usable = 0.75;

    /// <summary>Bytes for one of the scoring processes that run now, such as those of a parallel build.</summary>
    public static long Share() => (long)(Usable * Bytes() / ScoringProcesses());

    /// <summary>Bytes, by the system and by the control group that the process is in.</summary>
    public static long Bytes()
    {
        var collector = GC.GetGCMemoryInfo();
        var available = Math.Max(collector.TotalAvailableMemoryBytes - collector.MemoryLoadBytes, collector.TotalAvailableMemoryBytes / 8);
        if (!OperatingSystem.IsLinux()) return available;
        var system = Number("/proc/meminfo", "MemAvailable:") is { } kilobytes ? kilobytes * 1024 : available;
        return Math.Max(0, Math.Min(system, ControlGroup() ?? long.MaxValue));
    }

    // What the group may take, less what it takes; pages of files are given up when they are asked for.
    private static long? ControlGroup()
    {
        const string Root = "/sys/fs/cgroup";
        var own = Root + (Lines("/proc/self/cgroup").FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal))?[3..].TrimEnd('/') ?? "");
        var left = new List<long?> { Left(Root + "/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file") };

        // The limit of every group above holds as well.
        for (var folder = own; folder.Length >= Root.Length; folder = Path.GetDirectoryName(folder)!) left.Add(Left(folder, "memory.max", "memory.current", "inactive_file"));
        return left.Min();

        static long? Left(string folder, string limit, string usage, string files) =>
            Number($"{folder}/{limit}") is { } most && Number($"{folder}/{usage}") is { } taken ? most - taken + (Number($"{folder}/memory.stat", files) ?? 0) : null;
    }

    private static int ScoringProcesses()
    {
        if (!OperatingSystem.IsLinux()) return 1;
        return Math.Max(1, Directory.EnumerateDirectories("/proc").Count(d => int.TryParse(Path.GetFileName(d), out _)
            && Lines(d + "/cmdline").Any(l => l.Contains(HostCommand.HostName + ".dll", StringComparison.Ordinal))));
    }

    // The number behind a key, or the only one.
    private static long? Number(string path, string? key = null)
    {
        var line = Lines(path).FirstOrDefault(l => key is null || l.StartsWith(key, StringComparison.Ordinal));
        var word = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(key is null ? 0 : 1);
        return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // A file of the system's may be missing, closed to us, or of a process that has just ended.
    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
