using System.Text.Json;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Hosting;

/// <summary>What the project was built for: TorchSharp has one assembly for .NET 8 and later, and another for everything else, which does not load libtorch here.</summary>
internal static class TargetFramework
{
    private const string Net = ".NETCoreApp";
    private static readonly Version Oldest = new(8, 0);

    /// <summary>Refuses what cannot be scored before a process is started for it.</summary>
    /// <param name="dependencies">Path of the deps.json.</param>
    /// <exception cref="ScoringException">GA0002: it is built for .NET 7 or earlier, or not for .NET.</exception>
    public static void Check(string dependencies)
    {
        // ".NETCoreApp,Version=v8.0", for some with the runtime behind a slash; what is not understood is left to the process itself.
        if (NameIn(dependencies) is not { } name || name.Split(",Version=v") is not [var family, var release] || !Version.TryParse(release.Split('/')[0], out var version)) return;
        if (family == Net && version >= Oldest) return;
        var file = Path.GetFileName(dependencies)[..^".deps.json".Length];
        throw new ScoringException(Rules.AssemblyNotInspected.Finding(
            $"{file} is built for {(family == Net ? $".NET {version}" : $"{family.TrimStart('.')} {version}")}, and models can be scored from .NET 8 on: older frameworks get TorchSharp's .NET Standard assembly, which does not load libtorch here. Set <TargetFramework> to net8.0 or later, or add such a one to <TargetFrameworks> and choose it with --framework. A .NET Standard library can be scored through a project for .NET 8 that references it."));
    }

    private static string? NameIn(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            return json.RootElement.TryGetProperty("runtimeTarget", out var target) && target.TryGetProperty("name", out var name) ? name.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
