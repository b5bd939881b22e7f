using System.Diagnostics;
using System.Text.Json;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Hosting;

/// <summary>The command line that starts the scoring process with the user's dependencies.</summary>
internal static class HostCommand
{
    /// <summary>Name of the scoring process's assembly.</summary>
    public const string HostName = "GradAlign.Host";

    // Read by the host before it loads anything.
    private const string NativePathVariable = "GRADALIGN_NATIVE_PATH";

    /// <exception cref="ScoringException">GA0002: the assembly has no deps.json, or is built for a framework that cannot be scored.</exception>
    public static ProcessStartInfo For(string assemblyPath, HostSettings settings, string requestPath, string eventsPath)
    {
        var (hostFolder, application) = (settings.HostFolder ?? AppContext.BaseDirectory, settings.DependenciesOf ?? assemblyPath);
        var dependencies = Path.ChangeExtension(application, ".deps.json");
        if (!File.Exists(dependencies))
        {
            throw new ScoringException(Rules.AssemblyNotInspected.Finding(
                $"{Path.GetFileName(dependencies)} is not beside the assembly, so its dependencies cannot be found. Build the project with GenerateDependencyFile left on."));
        }

        TargetFramework.Check(dependencies);

        // A class library has no runtime configuration unless it asks for one; the host's own names the same framework.
        var configuration = Path.ChangeExtension(application, ".runtimeconfig.json");
        if (!File.Exists(configuration)) configuration = Path.Combine(hostFolder, HostName + ".runtimeconfig.json");
        var start = new ProcessStartInfo(Muxer()) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] probing = [.. ProbingPaths(application, settings).SelectMany(p => new[] { "--additionalprobingpath", p })];
        foreach (var argument in (string[])["exec", "--depsfile", dependencies, "--runtimeconfig", configuration, "--roll-forward", "LatestMajor", .. probing,
            Path.Combine(hostFolder, HostName + ".dll"), requestPath, eventsPath])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        start.Environment.TryAdd(RareCollections.Variable, RareCollections.Value);
        if (ConvolutionKernels.IsLowered) start.Environment[ConvolutionKernels.Variable] = ConvolutionKernels.Safe;
        if (settings.NativePath is not null) start.Environment[NativePathVariable] = settings.NativePath;
        return start;
    }

    private static IEnumerable<string> ProbingPaths(string assemblyPath, HostSettings settings)
    {
        var folders = settings.PackageFolders.Count > 0
            ? settings.PackageFolders
            : [Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } own
                ? own
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")];
        return folders.Concat(DevelopmentPaths(Path.ChangeExtension(assemblyPath, ".runtimeconfig.dev.json"))).Where(Directory.Exists).Select(Path.TrimEndingDirectorySeparator).Distinct();
    }

    private static string[] DevelopmentPaths(string path)
    {
        if (!File.Exists(path)) return [];
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return json.RootElement.TryGetProperty("runtimeOptions", out var options) && options.TryGetProperty("additionalProbingPaths", out var paths)
            ? [.. paths.EnumerateArray().Select(p => p.GetString()!).Where(p => !p.Contains('|', StringComparison.Ordinal))]
            : [];
    }

    private static string Muxer() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : "dotnet";
}
