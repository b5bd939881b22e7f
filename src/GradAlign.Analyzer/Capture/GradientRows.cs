using GradAlign.Analyzer.Gram;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Gathers J, [n × p] a parameter, from backward passes that leave one sample's gradient each.</summary>
/// <param name="parts">What is gathered of which parameters.</param>
/// <param name="samples">n.</param>
internal sealed class GradientRows(IReadOnlyList<GradientRows.Part> parts, int samples) : IDisposable
{
    private readonly IReadOnlyList<Part> parts = parts;
    private readonly Dictionary<Part, Tensor> rows = [];

    /// <summary>The parameters of which something is gathered.</summary>
    public IEnumerable<ModelParameter> Parameters => parts.Select(p => p.Parameter);

    /// <summary>Divides the parameters so that J never takes more than a limit: each group needs passes of its own.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="samples">n.</param>
    /// <param name="limit">Bytes.</param>
    public static IReadOnlyList<IReadOnlyList<Part>> Groups(IReadOnlyList<ModelParameter> parameters, int samples, long limit)
    {
        var groups = new List<List<Part>> { new() };
        var left = limit;
        foreach (var parameter in parameters)
        {
            var column = samples * parameter.Tensor.element_size();
            for (var start = 0L; start < parameter.Count;)
            {
                if (left < column && groups[^1].Count > 0)
                {
                    groups.Add([]);
                    left = limit;
                }

                var count = Math.Clamp(left / column, 1, parameter.Count - start);
                groups[^1].Add(new(parameter, start, count));
                left -= count * column;
                start += count;
            }
        }

        return groups;
    }

    /// <summary>Stores the gradients that the parameters hold now as row i of each J; a parameter without one keeps zeros.</summary>
    public void Store(int row)
    {
        using var pass = NewDisposeScope();
        foreach (var part in parts)
        {
            if (part.Parameter.Gradient is not { } gradient) continue;
            var values = gradient.reshape(-1).narrow(0, part.Start, part.Count);
            if (samples == 1) rows[part] = values.unsqueeze(0).DetachFromDisposeScope(); // the only row needs no matrix to be put into
            else MatrixOf(part, gradient)[row].copy_(values);
        }
    }

    /// <summary>Stores what a watcher is shown of some of the samples.</summary>
    /// <param name="first">Row of the first of them.</param>
    /// <param name="count">How many they are.</param>
    public IGradientWatcher Block(int first, int count) => new BlockWatcher(this, first, count);

    /// <summary>G of each parameter that received a gradient; of the part of it that was gathered.</summary>
    /// <param name="watcher">Is shown the gradients too; null: nobody is.</param>
    public IReadOnlyDictionary<ModelParameter, GramMatrix> Contract(IGradientWatcher? watcher = null)
    {
        using var scope = NewDisposeScope();
        foreach (var (part, matrix) in rows) watcher?.Add(part.Parameter, part.Start, matrix);
        return rows.ToDictionary(r => r.Key.Parameter, r => GramContraction.Gram(r.Value));
    }

    public void Dispose()
    {
        foreach (var matrix in rows.Values) matrix.Dispose();
    }

    private Tensor MatrixOf(Part part, Tensor like)
    {
        if (!rows.TryGetValue(part, out var matrix))
        {
            matrix = zeros(samples, part.Count, dtype: like.dtype, device: like.device).DetachFromDisposeScope();
            rows.Add(part, matrix);
        }

        return matrix;
    }

    /// <summary>Some of a parameter's gradient, flattened.</summary>
    /// <param name="Parameter">The parameter.</param>
    /// <param name="Start">First column.</param>
    /// <param name="Count">Columns.</param>
    internal sealed record Part(ModelParameter Parameter, long Start, long Count);

    private sealed class BlockWatcher(GradientRows gathered, int first, int count) : IGradientWatcher
    {
        public bool Wants(ModelParameter parameter) => gathered.parts.Any(p => p.Parameter == parameter);

        public void Begin()
        {
            using var scope = NewDisposeScope();
            foreach (var matrix in gathered.rows.Values) matrix.narrow(0, first, count).zero_();
        }

        public void Add(ModelParameter parameter, long start, Tensor columns)
        {
            using var scope = NewDisposeScope();
            if (gathered.parts.FirstOrDefault(p => p.Parameter == parameter) is not { } part) return;
            var (from, to) = (Math.Max(start, part.Start), Math.Min(start + columns.shape[1], part.Start + part.Count));
            if (from < to)
                gathered.MatrixOf(part, columns).narrow(0, first, count).narrow(1, from - part.Start, to - from).copy_(columns.narrow(1, from - start, to - from));
        }
    }
}
