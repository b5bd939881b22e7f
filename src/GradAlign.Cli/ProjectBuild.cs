using System.Diagnostics;
using System.Text.Json;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli;

/// <summary>Turns the PROJECT or ASSEMBLY argument into a built assembly.</summary>
internal static class ProjectBuild
{
    public static async Task<BuiltAssembly> ResolveAsync(BuildSettings settings, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(settings.Target);
        if (File.Exists(target) && Path.GetExtension(target).Equals(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return new(target, []);
        }

        var project = FindProject(target, settings.Target);
        var properties = await PropertiesAsync(project, settings, cancellation);
        if (settings.Framework is null && properties["TargetFrameworks"].Split(';', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } frameworks
            && properties["TargetPath"].Length == 0)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"{settings.Target} targets several frameworks ({string.Join(", ", frameworks)}). Say which one with --framework.");
        }

        if (!settings.NoBuild)
        {
            // The build gate would score what is scored here anyway, and refuse to build the very model that is to be looked at.
            string[] build = ["build", project, "-c", settings.Configuration, "-v", "quiet", "-nologo", "-p:GenerateRuntimeConfigurationFiles=true", "-p:GradAlignEnabled=false"];
            var (code, output, errors) = await DotnetAsync([.. build, .. FrameworkArguments(settings)], cancellation);
            if (code != 0)
            {
                await Console.Error.WriteLineAsync(output + errors);
                throw new ScoreFailure(ExitCode.UserModelError, $"{settings.Target} does not build; its output stands above. Correct it, or score a built project with --no-build.");
            }

            // The path and the package folders are known for certain only after the restore.
            properties = await PropertiesAsync(project, settings, cancellation);
        }

        var assembly = properties["TargetPath"];
        if (!File.Exists(assembly))
        {
            throw new ScoreFailure(ExitCode.UserModelError, $"{settings.Target} is not built: {assembly} is missing. Leave out --no-build, or build it in configuration {settings.Configuration}.", Rules.AssemblyNotInspected.Id);
        }

        return new(assembly, properties["NuGetPackageFolders"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static string FindProject(string target, string shown)
    {
        if (File.Exists(target))
        {
            return ProjectFile.Is(target)
                ? target
                : throw new ScoreFailure(ExitCode.BadArguments, $"{shown} is no project ({ProjectFile.Kinds}) and no .dll. Give a project, a folder with one project, or a built assembly.");
        }

        if (!Directory.Exists(target))
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"{shown} does not exist. Give a project, a folder with one project, or a built assembly (.dll).");
        }

        var projects = ProjectFile.In(target);
        return projects.Count switch
        {
            1 => projects[0],
            0 => throw new ScoreFailure(ExitCode.BadArguments, $"{shown} holds no {ProjectFile.Kinds}. Give a project, a folder with one project, or a built assembly (.dll)."),
            _ => throw new ScoreFailure(ExitCode.BadArguments, $"{shown} holds several projects ({string.Join(", ", projects.Select(Path.GetFileName))}). Name one of them."),
        };
    }

    private static async Task<Dictionary<string, string>> PropertiesAsync(string project, BuildSettings settings, CancellationToken cancellation)
    {
        string[] query = ["msbuild", project, "-nologo", "-getProperty:TargetPath", "-getProperty:NuGetPackageFolders",
            "-getProperty:TargetFrameworks", $"-p:Configuration={settings.Configuration}"];
        var framework = settings.Framework is null ? Array.Empty<string>() : [$"-p:TargetFramework={settings.Framework}"];
        var (code, output, errors) = await DotnetAsync([.. query, .. framework], cancellation);
        var start = output.IndexOf('{', StringComparison.Ordinal);
        if (code != 0 || start < 0)
        {
            await Console.Error.WriteLineAsync(output + errors);
            throw new ScoreFailure(ExitCode.UserModelError, $"{settings.Target} cannot be evaluated; MSBuild's output stands above. Correct the project.");
        }

        using var json = JsonDocument.Parse(output[start..(output.LastIndexOf('}') + 1)]);
        return json.RootElement.GetProperty("Properties").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");
    }

    private static string[] FrameworkArguments(BuildSettings settings) => settings.Framework is null ? [] : ["-f", settings.Framework];

    private static async Task<(int Code, string Output, string Errors)> DotnetAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Where this tool itself runs inside a build, the outer MSBuild's settings must not steer the inner one.
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)))
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
