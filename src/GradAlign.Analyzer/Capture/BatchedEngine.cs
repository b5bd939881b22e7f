using GradAlign.Analyzer.Gram;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Per-sample gradients of all samples from one forward and one backward pass, layer by layer.</summary>
internal static class BatchedEngine
{
    /// <summary>Gram matrices of the captured parameters, after the backward pass.</summary>
    /// <param name="session">The watched pass.</param>
    /// <param name="inventory">The parameters of the model.</param>
    /// <param name="blocks">Is shown the gradients too, which are then formed everywhere; null: nobody is.</param>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Contract(CaptureSession session, ModelInventory inventory, IGradientBlocks? blocks = null)
    {
        using var scope = NewDisposeScope();
        blocks?.Begin();
        var parameters = inventory.Parameters.ToDictionary(p => ModelParameter.Identity(p.Tensor));
        var contributions = session.Calls
            .Where(c => c.Call.OutputGradient is not null)
            .SelectMany(c => c.Rule.Gradients(c.Call, c.Call.OutputGradient!))
            .Concat(session.BatchNorms.SelectMany(b => b.Gradients()))
            .GroupBy(g => ModelParameter.Identity(g.Parameter))
            .Where(g => parameters.ContainsKey(g.Key));
        return contributions.ToDictionary(g => parameters[g.Key], g => GramContraction.ToNumbers(Gram(parameters[g.Key], [.. g], blocks)));
    }

    // A parameter that is used twice has the sum of both calls' gradients; only a single call can go without forming them.
    private static Tensor Gram(ModelParameter parameter, IReadOnlyList<PerSampleGradient> calls, IGradientBlocks? blocks)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var ghost = calls is [{ Gram: { } only }] ? only : null;
        if (ghost is not null && blocks is null) return ghost().MoveToOuterDisposeScope();
        var gradients = calls[0].Form();
        foreach (var call in calls.Skip(1)) gradients = gradients + call.Form();
        blocks?.Add(parameter, gradients);

        // Whoever looks on changes no digit of the Gram matrix.
        if (ghost is not null) return ghost().MoveToOuterDisposeScope();
        return GramContraction.Contract(gradients).MoveToOuterDisposeScope();
    }
}
