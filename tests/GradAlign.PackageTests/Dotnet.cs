using System.Diagnostics;

namespace GradAlign.PackageTests;

/// <summary>Runs dotnet as a user would, whatever runs the tests.</summary>
internal static class Dotnet
{
    // What dotnet test sets for its children would change how they build.
    private static readonly string[] Foreign = ["MSBUILD", "VSTEST", "TESTINGPLATFORM", "DOTNET_CLI_TEST", "GRADALIGN", "CI", "TF_BUILD", "GITHUB_", "GH_", "GIT_"];

    public static Process Start(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null) =>
        StartCommand(folder, ["dotnet", .. arguments], variables);

    private static Process StartCommand(string folder, IEnumerable<string> command, IReadOnlyDictionary<string, string>? variables)
    {
        // A shell that runs the tests in the background has its children ignore Ctrl+C; a user's build does not.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", .. command]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => Foreign.Any(f => k.StartsWith(f, StringComparison.OrdinalIgnoreCase))).ToArray())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static (int ExitCode, string Output) Run(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null) =>
        RunCommand(folder, ["dotnet", .. arguments], variables);

    /// <summary>Runs any other program in the same way.</summary>
    public static (int ExitCode, string Output) RunCommand(string folder, IEnumerable<string> command, IReadOnlyDictionary<string, string>? variables = null)
    {
        using var process = StartCommand(folder, command, variables);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
