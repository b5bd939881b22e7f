using System.Diagnostics;
using GradAlign.Analyzer.Hosting;

namespace GradAlign.NasBench.Studies;

/// <summary>The process of a study: its garbage collector runs rarely, which it can only be told before it starts.</summary>
internal static class StudyProcess
{
    // Set for a process that was started here.
    private const string Started = "GRADALIGN_STUDY_STARTED";

    /// <summary>Runs the same command again in such a process, and gives its exit code; null where this is one.</summary>
    /// <param name="variables">Environment variables that it needs beside, with the value where they are not set.</param>
    public static int? Restart(params IReadOnlyList<(string Name, string Value)> variables)
    {
        if (Environment.GetEnvironmentVariable(Started) is not null) EndWithStarter();
        (string Name, string Value)[] needed = [.. variables, (RareCollections.Variable, RareCollections.Value)];
        var missing = needed.Where(v => Environment.GetEnvironmentVariable(v.Name) is null).ToArray();
        if (missing.Length == 0) return null;
        var command = Command(Environment.GetCommandLineArgs(), Environment.ProcessPath!);
        foreach (var (name, value) in missing) command.Environment[name] = value;
        using var process = Process.Start(command)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>The same, with kernels of convolutions that are right on this processor.</summary>
    public static int? RestartForScoring() => Restart(ConvolutionKernels.Problem is null ? [] : [(ConvolutionKernels.Variable, ConvolutionKernels.Safe)]);

    /// <summary>The command that starts it.</summary>
    /// <param name="arguments">The assembly and what it was given.</param>
    /// <param name="executable">What runs now: dotnet, or the assembly's own executable.</param>
    public static ProcessStartInfo Command(IReadOnlyList<string> arguments, string executable)
    {
        var isMuxer = Path.GetFileNameWithoutExtension(executable) == "dotnet";
        return new(executable, isMuxer ? arguments : arguments.Skip(1))
        {
            RedirectStandardInput = true,
            Environment = { [RareCollections.Variable] = RareCollections.Value, [Started] = "1" },
        };
    }

    // A starter that is killed closes its end of the pipe.
    private static void EndWithStarter() => new Thread(() =>
    {
        while (Console.OpenStandardInput().ReadByte() >= 0)
        {
        }

        Environment.Exit(1);
    })
    { IsBackground = true }.Start();
}
