using System.Diagnostics;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.TestGate;

/// <summary>Holds a small model against its snapshot again and again, in changing orders with other models and with one and two threads. Any drift is a false alarm.</summary>
internal static class Soak
{
    private static readonly ModelBatch Batch = ModelBatch.Synthetic(10, 1, 28, 28);
    private static readonly (string Name, Variant Model)[] Models = [("cnn", new()), ("gelu", new() { Activation = "gelu", Depth = 2 }), ("plain", new() { IsNormalised = false, Width = 8 })];

    public static async Task<int> RunAsync(int repetitions)
    {
        var folder = Directory.CreateTempSubdirectory("gradalign-soak-");
        try
        {
            foreach (var (name, model) in Models) SnapshotGate.Check(PathOf(name), await MeasureAsync(model), new(SnapshotMode.Accept, IsCi: false));
            var (alarms, largest, watch, order) = (0, 0.0, Stopwatch.StartNew(), new Random(1));
            for (var i = 0; i < repetitions; i++)
            {
                set_num_threads(1 + (i % 2));
                // What other tests do between: seeds and draws of torch's one generator.
                manual_seed(i);
                rand(i % 7 + 1).Dispose();
                var (name, model) = Models[order.Next(Models.Length)];
                var now = await MeasureAsync(model);
                var result = SnapshotGate.Check(PathOf(name), now, new(SnapshotMode.Verify, IsCi: true));
                largest = Math.Max(largest, SnapshotFile.Read(PathOf(name)).Scores.Zip(now.Scores).SelectMany(s => s.First.Values.Zip(s.Second.Values, (a, b) => Math.Abs(a - b))).Max());
                if (result.State == SnapshotState.Matched) continue;
                alarms++;
                Console.WriteLine($"{i}: {string.Join(" ", result.Findings.Select(f => f.Message))}");
            }

            Console.WriteLine(FormattableString.Invariant($"{repetitions} repetitions, {alarms} false alarms, largest difference of a value {largest:0.000000}, {watch.Elapsed.TotalSeconds:0} s"));
            return alarms;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string PathOf(string name) => Path.Combine(folder.FullName, name + SnapshotFile.VerifiedEnding);
    }

    // The variant is captured, so that each scoring is a new one.
    private static async Task<ScoreSnapshot> MeasureAsync(Variant model)
    {
        var score = await ArchitectureAssert.ScoreAsync(() => model.Create(), Batch);
        return ScoreSnapshot.Of(score.Report, score.Options);
    }
}
