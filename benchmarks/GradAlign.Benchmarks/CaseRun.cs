using System.Diagnostics;
using System.Globalization;
using GradAlign.Analyzer.Hosting;

namespace GradAlign.Benchmarks;

/// <summary>One case: times in this process, memory in a child process a measurement.</summary>
internal static class CaseRun
{
    private const int Seeds = 3;
    private const int Rounds = 3;

    /// <summary>Prints the line of a case and its profile.</summary>
    public static void Print(BenchCase @case)
    {
        var memory = (Fast: Child("memory-fast", @case.Name), Floor: Child("memory-floor", @case.Name));
        NativeHeap.KeepLargeBlocks();

        // The loop's time is proportional to the samples: some of them stand for all.
        var looped = Math.Min(@case.Samples, 4);
        using (var engine = new EngineCase(@case))
        {
            var rounds = Benchmarks.Rounds.Run(Rounds, engine.OrdinaryStep, engine.FirstSeed, engine.NextSeed, () => engine.Loop(looped));
            double Fast(double[] r) => (r[1] + (Seeds - 1) * r[2]) / Seeds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"case={@case.Name} fast/floor={Median(r => Fast(r) / r[0]):f2} loop/fast={Median(r => r[3] * @case.Samples / looped / Fast(r)):f1} memory/floor={memory.Fast / memory.Floor:f2}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  floor={Median(r => r[0]) * 1000:f1}ms first-seed/floor={Median(r => r[1] / r[0]):f2} later-seed/floor={Median(r => r[2] / r[0]):f2} memory={memory.Fast / (1 << 20):f0}MB of {memory.Floor / (1 << 20):f0}MB"));
            double Median(Func<double[], double> of) => Benchmarks.Rounds.Median(rounds, of);
        }

        Console.WriteLine("  " + PhaseProfile.Of(@case));
    }

    /// <summary>What a child process does: prints bytes.</summary>
    public static void PrintMemory(BenchCase @case, bool isFast) => Console.WriteLine(PeakMemory.Of(() => new EngineCase(@case), e =>
    {
        if (isFast) e.NextSeed();
        else e.OrdinaryStep();
    }).ToString(CultureInfo.InvariantCulture));

    private static double Child(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(CaseRun).Assembly.Location, .. arguments] : arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var bytes = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(bytes, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with exit code {process.ExitCode}.");
    }
}
