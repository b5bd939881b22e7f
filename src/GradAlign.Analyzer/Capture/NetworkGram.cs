using GradAlign.Analyzer.Gram;
using TorchSharp.Modules;

namespace GradAlign.Analyzer.Capture;

/// <summary>Arranges the parameters' Gram matrices as a network: the total, and the layers in order of execution.</summary>
internal static class NetworkGram
{
    /// <param name="captured">Gram matrices of the parameters that received a gradient.</param>
    /// <param name="inventory">All parameters.</param>
    /// <param name="trace">Order of execution.</param>
    /// <param name="samples">n.</param>
    public static GradientGram Assemble(CapturedGradients captured, ModelInventory inventory, ExecutionTrace trace, int samples)
    {
        var layers = Ordered(captured, inventory, trace);
        var output = layers.LastOrDefault(l => IsUsed(captured, l));
        var none = new GramMatrix(samples, new double[samples * samples]);
        return new(GradientCapture.Total(captured.Grams, samples), [.. layers.Select(l => new LayerGram
        {
            Name = l.Name,
            Kind = l.Owner.GetType().Name,
            Shape = l.Tensor.shape,
            IsOutput = l == output,
            Gram = captured.Grams.GetValueOrDefault(l, none),
        })]);
    }

    /// <summary>Whether every layer that received a gradient was seen by the trace.</summary>
    public static bool SawEveryLayer(CapturedGradients captured, ModelInventory inventory, ExecutionTrace trace) =>
        inventory.Parameters.Where(p => p.IsLayer && IsUsed(captured, p)).All(p => trace.PositionOf(p.Owner) is not null);

    /// <summary>Whether the trace counts the operations of every layer that received a gradient: those of attention and recurrent layers it does not.</summary>
    public static bool CountsEveryLayer(CapturedGradients captured, ModelInventory inventory, ExecutionTrace trace) =>
        SawEveryLayer(captured, inventory, trace)
        && inventory.Parameters.Where(p => p.IsLayer && IsUsed(captured, p)).All(p => p.Owner is Linear || p.Owner is Convolution || p.Owner is Embedding || p.Owner is EmbeddingBag);

    // Layers that never ran come first: they are hidden, and dead. Where a layer ran unseen, the order of registration is all there is.
    private static ModelParameter[] Ordered(CapturedGradients captured, ModelInventory inventory, ExecutionTrace trace)
    {
        var layers = inventory.Parameters.Where(p => p.IsLayer);
        return SawEveryLayer(captured, inventory, trace) ? [.. layers.OrderBy(l => trace.PositionOf(l.Owner) ?? -1)] : [.. layers];
    }

    private static bool IsUsed(CapturedGradients captured, ModelParameter parameter) => captured.Grams.ContainsKey(parameter);
}
