using System.Diagnostics;

namespace GradAlign.Testing.PackageTests;

/// <summary>Runs dotnet as a user would, whatever started these tests.</summary>
internal static class Dotnet
{
    private static readonly string[] OfTheRunner = ["MSBUILD", "VSTEST", "TESTINGPLATFORM", "GRADALIGN", "COVERLET"];

    public static (int ExitCode, string Output) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => OfTheRunner.Any(o => k.StartsWith(o, StringComparison.OrdinalIgnoreCase))).ToArray()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public static string RunOrFail(string folder, params string[] arguments)
    {
        var (exitCode, output) = Run(folder, arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
