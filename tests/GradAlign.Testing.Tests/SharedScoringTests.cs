using System.Diagnostics;
using GradAlign.Testing.Scoring;

namespace GradAlign.Testing.Tests;

public sealed class SharedScoringTests
{
    private static readonly ScoreOptions InProcess = new() { InProcess = true };
    private static readonly int[] Made = [0];

    [Fact]
    public async Task Model_batch_and_options_that_are_the_same_are_scored_once()
    {
        Func<TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>> factory = Counted;
        var scores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ArchitectureAssert.ScoreAsync(factory, Net.Batch, InProcess)));
        var made = Made[0];
        Assert.All(scores, s => Assert.Same(scores[0].Report.Scores, s.Report.Scores));

        var again = await ArchitectureAssert.ScoreAsync(factory, ModelBatch.Synthetic(2 + 1, 5), InProcess);
        Assert.Same(scores[0].Report.Scores, again.Report.Scores);
        Assert.Equal(made, Made[0]);

        var other = await ArchitectureAssert.ScoreAsync(factory, Net.Batch, InProcess with { BatchSize = 32 });
        Assert.NotSame(scores[0].Report.Scores, other.Report.Scores);
        Assert.True(Made[0] > made);
    }

    [Fact]
    public void Lambdas_that_say_the_same_are_the_same()
    {
        Func<object> first = () => Net.Of(40), second = () => Net.Of(40), other = () => Net.Of(41);
        var width = 40;
        Func<object> captured = () => Net.Of(width);

        Assert.Equal(CodeIdentity.Of(first), CodeIdentity.Of(second));
        Assert.NotEqual(CodeIdentity.Of(first), CodeIdentity.Of(other));
        Assert.Null(CodeIdentity.Of(captured));
    }

    [Fact]
    public async Task Factory_that_reads_what_a_test_has_set_is_scored_in_that_tests_process_each_time()
    {
        Width = 20;
        var first = await ArchitectureAssert.ScoreAsync(() => Net.Of(Width), Net.Batch);
        Width = 30;
        var second = await ArchitectureAssert.ScoreAsync(() => Net.Of(Width), Net.Batch);
        Assert.Equal((Parameters(20), Parameters(30)), (first.Report.Size!.Params, second.Report.Size!.Params));

        static long Parameters(long width) => (6 * width) + (width * (width + 1)) + (3 * (width + 1));
    }

    [Fact]
    public void Fields_that_can_change_are_found_behind_calls_properties_and_the_models_own_code()
    {
        Assert.Equal("SharedScoringTests.Width", ReadBy(() => Net.Of(Width)));
        Assert.Equal("SharedScoringTests.Width", ReadBy(() => Indirectly()));
        Assert.Equal("SharedScoringTests.Width", ReadBy(() => new Reading()));
        Assert.Null(ReadBy(() => Net.Small()));
        Assert.Null(ReadBy(() => Net.Collapsed()));
        Assert.Null(ReadBy(() => Net.Of(Made[0] + Constant)));

        static string? ReadBy(Func<object> factory) => StaticState.ReadBy(factory.Method);
        static object Indirectly() => Enumerable.Range(0, 2).Select(_ => Net.Of(Width)).Last();
    }

    [Fact]
    public async Task Factory_that_reads_a_static_field_that_nothing_reassigns_is_scored_in_a_process_of_its_own()
    {
        Assert.Null(StaticState.ReadBy(((Func<object>)(() => Net.Of(Unchanged.Width))).Method));
        Assert.Equal("Switched.Width", StaticState.ReadBy(((Func<object>)(() => Net.Of(Switched.Width))).Method));
        Assert.Equal("Lent.Width", StaticState.ReadBy(((Func<object>)(() => Net.Of(Lent.Width))).Method));

        Assert.Null((await ArchitectureAssert.ScoreAsync(() => Net.Of(Unchanged.Width), Net.Batch)).WhyInProcess);
    }

    // As models in the wild hold the expansion of their blocks: public, and not readonly.
    private static class Unchanged
    {
        public static long Width = 24;
    }

    private static class Switched
    {
        public static long Width = 24;

        public static void Halve() => Width /= 2;
    }

    private static class Lent
    {
        public static long Width = 24;

        public static void Draw() => Interlocked.Increment(ref Width);
    }

    private const long Constant = 3;

    private static long Width { get; set; }

    private sealed class Reading() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>(nameof(Reading))
    {
        public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input * Width;
    }

    [Fact]
    public async Task Cancelled_test_stops_waiting_at_once_and_the_scoring_with_it()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ArchitectureAssert.ScoreAsync(Net.Sleeps, Net.Batch, new() { BatchSize = 8 }, cancellation.Token));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Cancelled_test_leaves_the_score_to_others_who_wait_for_it()
    {
        var release = new TaskCompletionSource();
        var shared = new SharedScore(async token =>
        {
            await release.Task.WaitAsync(token);
            return null!;
        });
        var (first, second) = (shared.Join()!, shared.Join()!);
        shared.Leave();
        release.SetResult();

        Assert.Same(first, second);
        await second;
    }

    [Fact]
    public async Task Score_that_nobody_waits_for_is_given_up()
    {
        var shared = new SharedScore(async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null!;
        });
        var score = shared.Join()!;
        shared.Leave();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => score);
        Assert.Null(shared.Join());
    }

    private static TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> Counted()
    {
        Interlocked.Increment(ref Made[0]);
        return Net.Small();
    }
}
