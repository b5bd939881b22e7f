using System.Diagnostics;
using System.Text.RegularExpressions;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Doctor;

/// <summary>Versions of the C and C++ libraries, read from the files that this process itself has loaded; Linux only.</summary>
internal static partial class SystemLibraries
{
    // What libtorch 2.10 was linked against: GCC 13.
    private static readonly Version NeededGlibcxx = new(3, 4, 32);

    public static IEnumerable<Check> Checks()
    {
        if (!OperatingSystem.IsLinux())
        {
            yield break;
        }

        var glibc = Loaded("libc.so") is { } libc ? Versions(libc, Glibc()).Max() : null;
        yield return glibc is null
            ? new("glibc", CheckState.Warning, "not found; libtorch needs glibc, and does not load on musl (Alpine)", "Use a distribution with glibc.")
            : Check.Ok("glibc", glibc.ToString());
        yield return Libstdcxx();
    }

    private static Check Libstdcxx()
    {
        var path = Loaded("libstdc++.so");
        var version = path is null ? null : Versions(path, Glibcxx()).Max();
        return (path, version) switch
        {
            (null, _) or (_, null) => new("libstdc++", CheckState.Warning, "its version could not be read"),
            _ when version < NeededGlibcxx => new("libstdc++", CheckState.Failed, $"GLIBCXX_{version} ({path}), older than libtorch needs",
                $"Install libstdc++ with GLIBCXX_{NeededGlibcxx}, that is of GCC 13 or newer: on Debian 12 libstdc++6 of Debian 13, on Ubuntu 22.04 that of the ubuntu-toolchain-r test archive.", Rules.NativeLibraryMissing.Id),
            _ => Check.Ok("libstdc++", $"GLIBCXX_{version} ({path})"),
        };
    }

    private static string? Loaded(string name)
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(m => m.FileName).FirstOrDefault(f => Path.GetFileName(f).StartsWith(name, StringComparison.Ordinal));
    }

    private static Version[] Versions(string file, Regex pattern) =>
        [.. pattern.Matches(System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))).Select(m => Version.Parse(m.Groups[1].Value))];

    [GeneratedRegex(@"GLIBCXX_(3\.[0-9]+\.[0-9]+)")]
    private static partial Regex Glibcxx();

    [GeneratedRegex(@"release version ([0-9]+\.[0-9]+)")]
    private static partial Regex Glibc();
}
