using System.Diagnostics;

namespace GradAlign.Figures.Tests;

/// <summary>Runs the program as a user would.</summary>
internal static class FigureProcess
{
    public static (int Code, string Output, string Errors) Run(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ScatterFigure).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
