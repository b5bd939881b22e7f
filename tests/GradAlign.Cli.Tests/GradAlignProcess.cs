using System.Diagnostics;

namespace GradAlign.Cli.Tests;

/// <summary>Runs the built tool as a user does.</summary>
internal static class GradAlignProcess
{
    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <param name="environment">Variables to set; CI and the snapshot mode are unset otherwise, whatever runs the tests.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<(int Code, string Output, string Errors)> RunAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gradalign.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("CI");
        start.Environment.Remove("GRADALIGN_SNAPSHOT_MODE");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
