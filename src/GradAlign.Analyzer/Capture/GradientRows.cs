using GradAlign.Analyzer.Gram;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Gathers J, [n × p] a parameter, from backward passes that leave one sample's gradient each.</summary>
/// <param name="parts">What is gathered of which parameters.</param>
/// <param name="samples">n.</param>
internal sealed class GradientRows(IReadOnlyList<GradientRows.Part> parts, int samples) : IDisposable
{
    private readonly Dictionary<Part, Tensor> rows = [];

    /// <summary>Every parameter as a whole.</summary>
    public GradientRows(ModelInventory inventory, int samples)
        : this([.. inventory.Parameters.Select(p => new Part(p, 0, p.Count))], samples)
    {
    }

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
            if (!rows.TryGetValue(part, out var matrix))
            {
                matrix = zeros(samples, part.Count, dtype: gradient.dtype, device: gradient.device).DetachFromDisposeScope();
                rows.Add(part, matrix);
            }

            matrix[row].copy_(gradient.reshape(-1).narrow(0, part.Start, part.Count));
        }
    }

    /// <summary>G of each parameter that received a gradient; of the part of it that was gathered.</summary>
    /// <param name="watcher">Is shown the gradients too; null: nobody is.</param>
    public IReadOnlyDictionary<ModelParameter, GramMatrix> Contract(IGradientWatcher? watcher = null)
    {
        using var scope = NewDisposeScope();
        foreach (var (part, matrix) in rows) watcher?.Add(part.Parameter, part.Start, matrix);
        return rows.ToDictionary(r => r.Key.Parameter, r => GramContraction.ToNumbers(GramContraction.Contract(r.Value)));
    }

    public void Dispose()
    {
        foreach (var matrix in rows.Values) matrix.Dispose();
    }

    /// <summary>Some of a parameter's gradient, flattened.</summary>
    /// <param name="Parameter">The parameter.</param>
    /// <param name="Start">First column.</param>
    /// <param name="Count">Columns.</param>
    internal sealed record Part(ModelParameter Parameter, long Start, long Count);
}
