using GradAlign.Analyzer.Gram;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Per-sample gradients of all samples from one forward and one backward pass, layer by layer.</summary>
internal static class BatchedEngine
{
    // Larger blocks of gradients gain nothing; they only take memory.
    private const long BlockBytes = 128L << 20;

    /// <summary>Gram matrices of the captured parameters, after the backward pass.</summary>
    /// <param name="session">The watched pass.</param>
    /// <param name="inventory">The parameters of the model.</param>
    /// <param name="limit">Bytes that per-sample gradients may take at a time.</param>
    /// <exception cref="MemoryShortage">One slice of a parameter takes more.</exception>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Contract(CaptureSession session, ModelInventory inventory, long limit = long.MaxValue)
    {
        using var scope = NewDisposeScope();
        var parameters = inventory.Parameters.ToDictionary(p => ModelParameter.Identity(p.Tensor));
        var contributions = session.Calls
            .Where(c => c.Call.OutputGradient is not null)
            .SelectMany(c => c.Rule.Gradients(c.Call, c.Call.OutputGradient!))
            .Concat(session.Substitutes.SelectMany(s => s.Gradients()))
            .GroupBy(g => ModelParameter.Identity(g.Parameter))
            .Where(g => parameters.ContainsKey(g.Key));
        return contributions.ToDictionary(g => parameters[g.Key], g => Gram(parameters[g.Key], [.. g], session.Samples, limit));
    }

    private static GramMatrix Gram(ModelParameter parameter, IReadOnlyList<PerSampleGradient> calls, long samples, long limit)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();

        // A parameter that is used twice has the sum of both calls' gradients; only a single call can go without forming them.
        if (calls is [{ Gram: { } ghost, GramBytes: var bytes }] && bytes <= limit) return GramContraction.ToNumbers(ghost());
        var slices = parameter.Tensor.dim() > 0 ? parameter.Tensor.shape[0] : 1;
        var slice = samples * (parameter.Count / Math.Max(slices, 1)) * parameter.Tensor.element_size();
        if (calls.All(c => c.FormSlices is not null) && slice * slices > Math.Min(BlockBytes, limit))
        {
            if (slice > limit) throw TooSmall(parameter, slice, limit, "one slice of ");
            var count = Math.Max(1, Math.Min(BlockBytes, limit) / slice);
            Tensor? gram = null;
            for (var start = 0L; start < slices; start += count)
            {
                using var block = NewDisposeScope();
                var part = GramContraction.Contract(Sum(calls, c => c.FormSlices!(start, Math.Min(count, slices - start)))).MoveToOuterDisposeScope();
                gram = gram is null ? part : gram.add_(part);
            }

            return GramContraction.ToNumbers(gram!);
        }

        if (slice * slices > limit) throw TooSmall(parameter, slice * slices, limit, "");
        return GramContraction.ToNumbers(GramContraction.Contract(Sum(calls, c => c.Form())));
    }

    private static Tensor Sum(IReadOnlyList<PerSampleGradient> calls, Func<PerSampleGradient, Tensor> form)
    {
        var gradients = form(calls[0]);
        foreach (var call in calls.Skip(1)) gradients = gradients + form(call);
        return gradients;
    }

    private static MemoryShortage TooSmall(ModelParameter parameter, long bytes, long limit, string what) =>
        new($"The gradients of {what}'{parameter.Name}' take {MemoryShortage.Show(bytes)}, and --memory leaves {MemoryShortage.Show(limit)} for them.");
}
