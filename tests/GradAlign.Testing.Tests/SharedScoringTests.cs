using System.Diagnostics;
using GradAlign.Testing.Scoring;

namespace GradAlign.Testing.Tests;

public sealed class SharedScoringTests
{
    private static readonly ScoreOptions InProcess = new() { InProcess = true };
    private static int made;

    [Fact]
    public async Task Model_batch_and_options_that_are_the_same_are_scored_once()
    {
        Func<TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>> counted = Counted;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ArchitectureAssert.ScoreAsync(counted, Net.Batch, InProcess)));
        Assert.Equal(6, made); // three seeds, each made twice

        await ArchitectureAssert.ScoreAsync(counted, Net.Batch, InProcess with { BatchSize = 32 });
        Assert.Equal(12, made);
        await ArchitectureAssert.ScoreAsync(counted, ModelBatch.Synthetic(2 + 1, 5), InProcess);
        Assert.Equal(12, made);
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
        Interlocked.Increment(ref made);
        return Net.Small();
    }
}
