using System.Runtime.InteropServices;

namespace GradAlign.Cli.Doctor;

/// <summary>libtorch in the user's NuGet cache: this tool carries none.</summary>
internal static class PackageCache
{
    /// <summary>The cache's folder.</summary>
    public static string Folder => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } own
        ? own
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Folder with the native libraries of the newest libtorch for this platform; null where there is none.</summary>
    public static string? NewestLibtorch()
    {
        var platform = RuntimeInformation.RuntimeIdentifier;
        if (!Directory.Exists(Folder))
        {
            return null;
        }

        return Directory.GetDirectories(Folder, $"libtorch-*-{platform}")
            .SelectMany(Directory.GetDirectories)
            .Select(version => (Version: Version.TryParse(Path.GetFileName(version), out var parsed) ? parsed : new Version(), Native: Path.Combine(version, "runtimes", platform, "native")))
            .Where(v => Directory.Exists(v.Native) && Directory.EnumerateFiles(v.Native, "*torch_cpu*").Any())
            .OrderByDescending(v => v.Version).ThenBy(v => v.Native, StringComparer.Ordinal)
            .Select(v => v.Native)
            .FirstOrDefault();
    }
}
