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
    /// <param name="watcher">Is shown the gradients too, as far as the limit lets them be formed; null: nobody is.</param>
    /// <param name="progress">Is told how many parameters are done; null: nobody is.</param>
    /// <exception cref="MemoryShortage">One slice of a parameter takes more.</exception>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Contract(
        CaptureSession session, ModelInventory inventory, long limit = long.MaxValue, IGradientWatcher? watcher = null, WorkProgress? progress = null)
    {
        using var scope = NewDisposeScope();
        watcher?.Begin();
        var parameters = inventory.Parameters.ToDictionary(p => ModelParameter.Identity(p.Tensor));
        var contributions = session.Calls
            .Where(c => c.Call.OutputGradient is not null)
            .SelectMany(c => RowAssignment.Gradients(c.Rule, c.Call, c.Call.OutputGradient!, session.Samples))
            .Concat(session.Substitutes.SelectMany(s => s.Gradients()))
            .Concat(session.Operands.Gradients(limit))
            .GroupBy(g => ModelParameter.Identity(g.Parameter))
            .Where(g => parameters.ContainsKey(g.Key));
        var grams = new Dictionary<ModelParameter, GramMatrix>();
        foreach (var calls in contributions)
        {
            var parameter = parameters[calls.Key];
            grams.Add(parameter, Gram(parameter, [.. calls], session.Samples, limit, watcher));
            progress?.At((double)grams.Count / parameters.Count);
        }

        return grams;
    }

    private static GramMatrix Gram(ModelParameter parameter, IReadOnlyList<PerSampleGradient> calls, long samples, long limit, IGradientWatcher? watcher)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();

        // A parameter that is used twice has the sum of both calls' gradients; only a single call can go without forming them.
        // Whoever looks on changes no digit of the Gram matrix.
        if (calls is [{ Gram: { } ghost, GramBytes: var bytes }] && bytes <= limit)
        {
            if (watcher?.Wants(parameter) == true) Form(parameter, calls, samples, limit, (start, rows) => watcher.Add(parameter, start, rows));
            return GramContraction.ToNumbers(ghost());
        }

        var sum = new double[samples * samples];
        if (Form(parameter, calls, samples, limit, (start, rows) =>
        {
            watcher?.Add(parameter, start, rows);
            GramContraction.Add(rows, sum);
        }) is { } shortage)
        {
            throw shortage;
        }

        return new((int)samples, sum);
    }

    // Hands out the gradients in blocks of columns, [n × columns], with the first column's number; or says what takes too much.
    private static MemoryShortage? Form(ModelParameter parameter, IReadOnlyList<PerSampleGradient> calls, long samples, long limit, Action<long, Tensor> take)
    {
        var slices = parameter.Tensor.dim() > 0 ? parameter.Tensor.shape[0] : 1;
        var slice = samples * (parameter.Count / Math.Max(slices, 1)) * parameter.Tensor.element_size();
        if (calls.All(c => c.FormSlices is not null) && slice * slices > Math.Min(BlockBytes, limit))
        {
            if (slice > limit) return TooSmall(parameter, slice, limit, "one slice of ");
            var count = Math.Max(1, Math.Min(BlockBytes, limit) / slice);
            for (var start = 0L; start < slices; start += count)
            {
                using var block = NewDisposeScope();
                take(start * (parameter.Count / slices), Sum(calls, c => c.FormSlices!(start, Math.Min(count, slices - start))));
            }

            return null;
        }

        if (slice * slices > limit) return TooSmall(parameter, slice * slices, limit, "");
        using var whole = NewDisposeScope();
        take(0, Sum(calls, c => c.Form()));
        return null;
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
