using GradAlign.Analyzer.Snapshots;
using GradAlign.Testing;

namespace GradAlign.TestGate;

/// <summary>Prints the table of docs/test-gate.md: ten real changes of a model, and the drift that its snapshot shows.</summary>
internal static class Changes
{
    private static readonly (string What, Variant Model)[] All =
    [
        ("ReLU to GELU", new() { Activation = "gelu" }),
        ("ReLU to tanh", new() { Activation = "tanh" }),
        ("ReLU to sigmoid", new() { Activation = "sigmoid" }),
        ("batch norm removed", new() { IsNormalised = false }),
        ("first layers 16 to 8 wide", new() { Width = 8 }),
        ("last convolution 32 to 36 wide", new() { LastWidth = 36 }),
        ("one convolution more", new() { Depth = 4 }),
        ("one convolution less", new() { Depth = 2 }),
        ("kernel 3×3 to 5×5", new() { Kernel = 5 }),
        ("weights start ten times smaller, no batch norm", new() { IsNormalised = false, InitialScale = 0.1 }),
    ];

    public static async Task<int> PrintAsync()
    {
        var before = await SnapshotAsync(new());
        Console.WriteLine($"| change | verdict | conflict | collapse | worse beyond the noise | worse within it | better |\n| --- | --- | --- | --- | --- | --- | --- |\n| none | {SnapshotComparer.Compare(before, await SnapshotAsync(new())).Outcome} | {Mean(before, "conflict")} | {Mean(before, "collapse")} | | | |");
        var unseen = 0;
        foreach (var (what, model) in All)
        {
            var now = await SnapshotAsync(model);
            var comparison = SnapshotComparer.Compare(before, now);
            if (comparison.IsMatch) unseen++;
            Console.WriteLine($"| {what} | {comparison.Outcome} | {Mean(now, "conflict")} | {Mean(now, "collapse")} | {Keys(DriftKind.Worse)} | {Keys(DriftKind.WorseWithinNoise)} | {Keys(DriftKind.Better)} |");

            string Keys(DriftKind kind) => string.Join(", ", comparison.Drifts.Where(d => d.Kind == kind).Select(d => $"`{d.Key}`"));
        }

        return unseen;
    }

    private static async Task<ScoreSnapshot> SnapshotAsync(Variant model)
    {
        var score = await ArchitectureAssert.ScoreAsync(() => model.Create(), ModelBatch.Synthetic(10, 1, 28, 28));
        return ScoreSnapshot.Of(score.Report, score.Options);
    }

    private static string Mean(ScoreSnapshot snapshot, string key) => FormattableString.Invariant($"{snapshot.Scores.Single(s => s.Key == key).Mean:0.000}");
}
