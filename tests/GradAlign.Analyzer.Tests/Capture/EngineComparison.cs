using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Compares the batched engine with the per-sample loop, parameter by parameter.</summary>
internal static class EngineComparison
{
    /// <summary>A batch of n samples with labels i mod classes.</summary>
    public static ScoringBatch Batch(long n, long[] shape, int classes, ScalarType dtype = ScalarType.Float64, long seed = 7)
    {
        manual_seed(seed);
        return new(randn([n, .. shape], dtype: dtype), arange(n) % classes);
    }

    /// <summary>Largest difference between entries of the two Gram matrices of a parameter, relative to that parameter's trace, or of the shown gradients, relative to its root; fails where a guard objects or a parameter is not covered by a rule.</summary>
    public static double LargestDifference(Module<Tensor, Tensor> model, ScoringBatch batch, BatchNormMode mode = BatchNormMode.PerSample)
    {
        var inventory = new ModelInventory(model);
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory);
        model.zero_grad();
        using var session = new CaptureSession(inventory, batch.Inputs.shape[0], mode);
        SampleLosses.Of(model.call(batch.Inputs), batch.Targets, batch.Loss).sum().backward();
        session.Detach();
        Assert.Null(session.Problem);
        var (rows, loopRows) = (new ShownRows(), new ShownRows());
        var fast = BatchedEngine.Contract(session, inventory, watcher: rows);
        Assert.Empty(UncoveredParameters.Of(inventory, fast));
        Assert.Null(CaptureGuards.Sum(fast));
        AssertSameInLessMemory(session, inventory, fast);
        ScoringMode.Enter(inventory);
        var loop = PerSampleLoop.Measure(model, inventory, batch, [.. Enumerable.Range(0, (int)batch.Inputs.shape[0])], session.Statistics, context: new() { Watcher = loopRows });
        Assert.Equal(inventory.Parameters.Select(p => p.Name), loop.Keys.Select(p => p.Name));
        // A bias in front of a batch norm has a zero gradient: against its own trace, rounding would be compared with rounding.
        var negligible = 1e-12 * loop.Values.Sum(g => g.Trace);

        // Element by element too: who watches multiplies gradients with weights.
        var few = (model.parameters().First().dtype == ScalarType.Float32 ? 1e-4 : 1e-8) * loop.Values.Sum(g => g.Trace);
        return inventory.Parameters.Max(p => Math.Max(
            Difference(fast[p], loop[p]) / Math.Max(loop[p].Trace, negligible),
            rows.Difference(loopRows, p) / Math.Sqrt(Math.Max(loop[p].Trace, few))));
    }

    /// <summary>Asserts that a measurement, whole, in part by the loop or in blocks, holds what the per-sample loop gives, to 1e-10 in float64.</summary>
    public static void AssertEqualsLoop(ScoredNetwork network, ScoringBatch batch, CapturedGradients captured)
    {
        Assert.Null(captured.Undefined);
        var inventory = new ModelInventory(network.Root);
        Assert.All(inventory.Parameters, p => Assert.True(p.Tensor.requires_grad, $"{p.Name} was left without a gradient"));
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory);
        using var none = new BatchNormStatistics();
        var loop = PerSampleLoop.Measure(network, inventory, batch, [.. Enumerable.Range(0, (int)batch.Inputs.shape[0])], none);
        Assert.Equal(loop.Keys.Select(p => p.Name).Order(StringComparer.Ordinal), captured.Grams.Keys.Select(p => p.Name).Order(StringComparer.Ordinal));
        var grams = captured.Grams.ToDictionary(g => g.Key.Name, g => g.Value);
        var negligible = 1e-12 * loop.Values.Sum(g => g.Trace);
        Assert.All(loop, l => Assert.InRange(Difference(grams[l.Key.Name], l.Value), 0, 1e-10 * Math.Max(l.Value.Trace, negligible)));
    }

    // Half the limit at a time, from one at which nothing is left to divide to the first that is too small.
    private static void AssertSameInLessMemory(CaptureSession session, ModelInventory inventory, IReadOnlyDictionary<ModelParameter, GramMatrix> whole)
    {
        var tolerance = inventory.Parameters[0].Tensor.dtype == ScalarType.Float32 ? 1e-5 : 1e-12;
        var negligible = 1e-6 * whole.Values.Sum(g => g.Trace);
        for (var limit = 1L << 20; Contracted(limit) is { } less; limit /= 2)
            Assert.All(whole, g => Assert.InRange(Difference(less[g.Key], g.Value), 0, tolerance * Math.Max(g.Value.Trace, negligible)));

        IReadOnlyDictionary<ModelParameter, GramMatrix>? Contracted(long limit)
        {
            try
            {
                return BatchedEngine.Contract(session, inventory, limit);
            }
            catch (MemoryShortage) when (limit < 1L << 20)
            {
                return null;
            }
        }
    }

    /// <summary>Asserts that the batched engine covers every parameter and is equal to the loop: to 1e-10 in float64, to float32's rounding in float32.</summary>
    public static void AssertExact(Module<Tensor, Tensor> model, ScoringBatch batch, BatchNormMode mode = BatchNormMode.PerSample)
    {
        var single = model.parameters().First().dtype == ScalarType.Float32;
        Assert.InRange(LargestDifference(model, batch, mode), 0, single ? 1e-4 : 1e-10);
    }

    private static double Difference(GramMatrix fast, GramMatrix loop)
    {
        var largest = 0.0;
        for (var i = 0; i < loop.Size; i++)
        {
            for (var j = 0; j < loop.Size; j++) largest = Math.Max(largest, Math.Abs(fast[i, j] - loop[i, j]));
        }

        return largest;
    }
}
