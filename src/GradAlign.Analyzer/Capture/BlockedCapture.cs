using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>
/// The batched engine in as many blocks of samples as memory asks for. With more than one block every pair of blocks is a batch of
/// its own: each gives the entries of G between its samples. Samples do not depend on each other, so the result is the same.
/// </summary>
/// <param name="capture">The engine.</param>
/// <param name="batch">The batch.</param>
/// <param name="isShared">Whether samples share batch-norm statistics.</param>
/// <param name="sampleBytes">Bytes that the activations of one sample take; 0 where that is not known.</param>
/// <param name="limit">Bytes for activations and per-sample gradients.</param>
/// <param name="watcher">Is shown the gradients too where the whole batch goes at once; null: nobody is.</param>
internal sealed class BlockedCapture(BatchedCapture capture, ScoringBatch batch, bool isShared, long sampleBytes, long limit, IGradientWatcher? watcher = null)
{
    private readonly int samples = batch.Samples;

    /// <summary>Gram matrices of the batch, or a reason.</summary>
    /// <exception cref="Verdicts.ScoringException">GA0007: two samples at a time take too much.</exception>
    public CapturedGradients Measure()
    {
        // Two blocks would be one pair again: the whole batch.
        for (var blocks = 1; ; blocks = Math.Min(samples, blocks == 1 ? 3 : 2 * blocks))
        {
            var together = blocks == 1 ? samples : Math.Min(samples, 2 * Size(blocks));
            var isLast = together <= 2 || blocks == samples;
            if (together * sampleBytes > (isLast ? limit : limit / 2))
            {
                if (!isLast) continue;
                throw new MemoryShortage($"The activations of {together} samples take about {MemoryShortage.Show(together * sampleBytes)}, and --memory allows {MemoryShortage.Show(limit)}.").ToScoringException();
            }

            try
            {
                return blocks == 1 ? capture.Measure(batch, limit - together * sampleBytes, watcher: watcher) : Pairs(blocks, limit - together * sampleBytes);
            }
            catch (Exception e) when (Shortage(e) is { } shortage)
            {
                if (isLast) throw shortage.ToScoringException();
                watcher?.Begin();
            }
        }
    }

    /// <summary>What a device's lack of memory, or the limit's, is told as; null for any other exception.</summary>
    public static MemoryShortage? Shortage(Exception e) => e as MemoryShortage
        ?? (MemoryShortage.IsOutOfMemory(e) ? new($"The device has no memory left: {e.Message.Split('\n')[0].TrimEnd('.', ' ')}.", e) : null);

    private CapturedGradients Pairs(int blocks, long gradientLimit)
    {
        using var scope = NewDisposeScope();
        var (whole, undefined) = isShared ? capture.Statistics(batch) : (new(), null);
        if (undefined is not null) return CapturedGradients.NotMeasurable(undefined);
        using var statistics = whole;
        var indices = Enumerable.Range(0, samples).Chunk(Size(blocks)).ToArray();
        PartialLoop? loop = null;
        var losses = new double[samples];
        var sum = new GramSum(samples);
        for (var first = 0; first < indices.Length; first++)
        {
            for (var second = first + 1; second < indices.Length; second++)
            {
                using var pair = NewDisposeScope();
                int[] both = [.. indices[first], .. indices[second]];
                using var part = batch.Select(both);
                var captured = capture.Measure(part, gradientLimit, statistics, both);
                if (captured.Undefined is not null || captured.LoopReason is not null) return captured;
                if (captured.PartialLoop is { } looped) loop = looped with { Passes = looped.Passes + (loop?.Passes ?? 0) };
                sum.Set(captured.Grams, both);
                for (var k = 0; k < both.Length; k++) losses[both[k]] = captured.Losses[k];
            }
        }

        return new() { Grams = sum.Grams, PartialLoop = loop, Frozen = capture.Frozen(statistics!), Losses = losses };
    }

    private int Size(int blocks) => (samples + blocks - 1) / blocks;
}
