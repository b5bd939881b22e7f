using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>
/// The batched engine in as many blocks of samples as memory asks for. With more than one block the gradients are gathered, some of the
/// parameters at a time: the blocks run once for each such group. Samples do not depend on each other, so the result is the same.
/// </summary>
/// <param name="capture">The engine.</param>
/// <param name="inventory">The parameters of the model.</param>
/// <param name="batch">The batch.</param>
/// <param name="isShared">Whether samples share batch-norm statistics.</param>
/// <param name="sampleBytes">Bytes that the activations of one sample take; 0 where that is not known.</param>
internal sealed class BlockedCapture(BatchedCapture capture, ModelInventory inventory, ScoringBatch batch, bool isShared, long sampleBytes)
{
    private readonly int samples = batch.Samples;

    /// <summary>Gram matrices of the batch, or a reason.</summary>
    /// <param name="context">Its limit is for activations and per-sample gradients.</param>
    /// <exception cref="Verdicts.ScoringException">GA0007: two samples at a time take too much.</exception>
    public CapturedGradients Measure(CaptureContext context)
    {
        var most = Math.Max(1, samples / 2);
        for (var blocks = 1; ; blocks = Math.Min(most, 2 * blocks))
        {
            // Beside the activations there is room for the rows of half the limit, and for forming what goes into them.
            var (size, isLast) = ((samples + blocks - 1) / blocks, blocks == most);
            var activations = size * sampleBytes;
            if (activations > (isLast ? context.Limit : blocks == 1 ? context.Limit / 4 * 3 : context.Limit / 4))
            {
                if (!isLast) continue;
                throw new MemoryShortage($"The activations of {size} samples take about {MemoryShortage.Show(activations)}, and --memory leaves {MemoryShortage.Show(context.Limit)} for them.").ToScoringException();
            }

            try
            {
                return blocks == 1 ? capture.Measure(batch, context with { Limit = context.Limit - activations }) : Blocks(blocks, context, context.Limit - activations);
            }
            catch (Exception e) when (Shortage(e) is { } shortage)
            {
                if (isLast) throw shortage.ToScoringException();
                context.Watcher?.Begin();
            }
        }
    }

    /// <summary>What a device's lack of memory, or the limit's, is told as; null for any other exception.</summary>
    public static MemoryShortage? Shortage(Exception e) => e as MemoryShortage
        ?? (MemoryShortage.IsOutOfMemory(e) ? new($"The device has no memory left: {e.Message.Split('\n')[0].TrimEnd('.', ' ')}.", e) : null);

    private CapturedGradients Blocks(int count, CaptureContext context, long limit)
    {
        using var scope = NewDisposeScope();
        var (whole, undefined) = isShared ? capture.Statistics(batch) : (new(), null);
        if (undefined is not null) return CapturedGradients.NotMeasurable(undefined);
        using var statistics = whole;
        PartialLoop? loop = null;
        var losses = new double[samples];
        var sum = new GramSum(samples);
        var groups = GradientRows.Groups(inventory.Parameters, samples, limit / 3 * 2);
        context.Watcher?.Begin();
        for (var group = 0; group < groups.Count; group++)
        {
            NativeHeap.Trim(); // no hole that another group left
            using var rows = new GradientRows(groups[group], samples);
            for (var block = 0; block < count; block++)
            {
                using var pass = NewDisposeScope();
                var (first, end) = (block * samples / count, (block + 1) * samples / count);
                using var part = batch.Narrow(first, end - first);
                var step = context with
                {
                    Limit = limit / 3,
                    Watcher = rows.Block(first, end - first),
                    Progress = context.Progress.Part(1.0 / (((groups.Count - group) * count) - block)),
                };
                var captured = capture.Measure(part, step, statistics, [.. Enumerable.Range(first, end - first)]);
                if (captured.Undefined is not null || captured.LoopReason is not null) return captured;
                if (captured.PartialLoop is { } looped) loop = looped with { Passes = looped.Passes + (loop?.Passes ?? 0) };
                captured.Losses.ToArray().CopyTo(losses, first);
            }

            sum.Add(rows.Contract(context.Watcher));
        }

        return new() { Grams = sum.Grams, PartialLoop = loop, Frozen = capture.Frozen(statistics!), Losses = losses };
    }
}
