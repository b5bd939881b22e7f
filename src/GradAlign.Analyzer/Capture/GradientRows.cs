using GradAlign.Analyzer.Gram;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Gathers J, [n × p] a parameter, from backward passes that leave one sample's gradient each.</summary>
/// <param name="inventory">The parameters.</param>
/// <param name="samples">n.</param>
internal sealed class GradientRows(ModelInventory inventory, int samples) : IDisposable
{
    private readonly Dictionary<ModelParameter, Tensor> rows = [];

    /// <summary>Stores the gradients that the parameters hold now as row i of each J; a parameter without one keeps zeros.</summary>
    public void Store(int row)
    {
        using var pass = NewDisposeScope();
        foreach (var parameter in inventory.Parameters)
        {
            if (parameter.Tensor.grad is not { } gradient) continue;
            if (!rows.TryGetValue(parameter, out var matrix))
            {
                matrix = zeros(samples, parameter.Count, dtype: gradient.dtype, device: gradient.device).DetachFromDisposeScope();
                rows.Add(parameter, matrix);
            }

            matrix[row].copy_(gradient.reshape(-1));
        }
    }

    /// <summary>G of each parameter that received a gradient.</summary>
    /// <param name="blocks">Is shown the gradients too; null: nobody is.</param>
    public IReadOnlyDictionary<ModelParameter, GramMatrix> Contract(IGradientBlocks? blocks = null)
    {
        using var scope = NewDisposeScope();
        blocks?.Begin();
        foreach (var (parameter, matrix) in rows) blocks?.Add(parameter, matrix);
        return rows.ToDictionary(r => r.Key, r => GramContraction.ToNumbers(GramContraction.Contract(r.Value)));
    }

    public void Dispose()
    {
        foreach (var matrix in rows.Values) matrix.Dispose();
    }
}
