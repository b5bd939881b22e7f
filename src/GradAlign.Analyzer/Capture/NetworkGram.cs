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

    /// <summary>Names of the modules whose layers received a gradient though no call of them was seen: their place and their operations are not known.</summary>
    public static IReadOnlyList<string> UnseenLayers(CapturedGradients captured, ModelInventory inventory, ExecutionTrace trace) =>
    [
        .. inventory.Parameters.Where(p => p.IsLayer && IsUsed(captured, p) && trace.PositionOf(p.Owner) is null)
            .Select(p => inventory.Modules.First(m => ReferenceEquals(m.Module, p.Owner)).Name).Distinct(),
    ];

    // Layers that never ran come first: they are hidden, and dead. Where a layer ran unseen, the order of registration is all there is.
    private static ModelParameter[] Ordered(CapturedGradients captured, ModelInventory inventory, ExecutionTrace trace)
    {
        var layers = inventory.Parameters.Where(p => p.IsLayer);
        return UnseenLayers(captured, inventory, trace).Count == 0 ? [.. layers.OrderBy(l => trace.PositionOf(l.Owner) ?? -1)] : [.. layers];
    }

    private static bool IsUsed(CapturedGradients captured, ModelParameter parameter) => captured.Grams.ContainsKey(parameter);
}
