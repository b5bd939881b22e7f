using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Testing.Tests;

/// <summary>Scores depend neither on what runs beside them nor on where they run, and leave no seed behind.</summary>
public sealed class IsolationTests
{
    private static readonly ScoreOptions InProcess = new() { InProcess = true };

    [Fact]
    public async Task Score_in_process_equals_the_one_in_a_process_of_its_own()
    {
        var child = await ArchitectureAssert.ScoreAsync(() => Net.Of(48), Net.Batch);
        var own = await ArchitectureAssert.ScoreAsync(() => Net.Of(48), Net.Batch, InProcess);

        Assert.Null(child.WhyInProcess);
        Assert.Equal("as asked", own.WhyInProcess);
        AssertSame(child, own, 1e-5);
    }

    [Fact]
    public async Task Scores_beside_others_and_beside_other_draws_equal_those_alone()
    {
        var alone = await ArchitectureAssert.ScoreAsync(() => Net.Of(56), Net.Batch);
        using var stop = new CancellationTokenSource();
        var noise = Task.Run(() => Disturb(stop.Token));

        // Captured, so that each is scored anew, and in this process.
        var width = alone.Report.Layers[0].Shape[0];
        var scores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ArchitectureAssert.ScoreAsync(() => Net.Of(width), Net.Batch)));
        await stop.CancelAsync();
        await noise;

        Assert.All(scores, s => Assert.Equal("the factory captures variables or is generic", s.WhyInProcess));
        Assert.All(scores, s => AssertSame(alone, s, 1e-5));
    }

    [Fact]
    public async Task Scoring_in_process_leaves_the_random_numbers_of_torch_as_they_were()
    {
        var width = 24;
        float[] drawn;
        // Other tests draw too: a disturbed round says nothing.
        for (var round = 0; ; round++)
        {
            manual_seed(7);
            drawn = rand(4).data<float>().ToArray();
            manual_seed(7);
            await ArchitectureAssert.ScoreAsync(() => Net.Of(width), Net.Batch);
            if (rand(4).data<float>().ToArray().SequenceEqual(drawn)) return;
            Assert.True(round < 20, "the generator was never as it had been");
        }
    }

    // Other tests of a project do this: seed torch's only generator and draw from it, at their own pace.
    private static void Disturb(CancellationToken stop)
    {
        var round = 0;
        while (!stop.IsCancellationRequested)
        {
            if (round++ % 10 == 0) manual_seed(round);
            rand(100).Dispose();
            Thread.Sleep(20);
        }
    }

    private static void AssertSame(ArchitectureScore expected, ArchitectureScore actual, double tolerance) =>
        Assert.All(expected.Report.Scores.Zip(actual.Report.Scores), p =>
        {
            Assert.Equal(p.First.Key, p.Second.Key);
            Assert.All(p.First.Values.Zip(p.Second.Values), v => Assert.True(Math.Abs((v.First ?? 0) - (v.Second ?? 0)) <= tolerance * Math.Max(1, Math.Abs(v.First ?? 0)), $"{p.First.Key}: {v.First} and {v.Second}"));
        });
}
