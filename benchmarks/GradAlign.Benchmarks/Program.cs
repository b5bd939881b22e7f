using System.Globalization;
using GradAlign.Benchmarks;


if (Environment.GetEnvironmentVariable("HEAP") == "1") GradAlign.Analyzer.Hosting.NativeHeap.KeepLargeBlocks();
const int rounds = 3;
foreach (var c in BenchCase.All.Where(c => args.Length == 0 || args.Contains(c.Name)))
{
    using var e = new EngineCase(c);
    var (floor, fastToFloor, loopToFast) = Rounds.Medians(rounds, e.OrdinaryStep, e.Batched, e.Loop);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"case={c.Name} fast/floor={fastToFloor:f2} loop/fast={loopToFast*c.Samples/4:f1} floor={floor * 1000:f1}ms"));
    e.Profile(); e.Profile();
}
