using GradAlign.Analyzer.Gram;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Gathers J, [n × p] a parameter, from backward passes that leave one sample's gradient each.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="samples">n.</param>
internal sealed class GradientRows(IReadOnlyList<ModelParameter> parameters, int samples) : IDisposable
{
    private readonly Dictionary<ModelParameter, Tensor> rows = [];

    /// <summary>Stores the gradients that the parameters hold now as row i of each J; a parameter without one keeps zeros.</summary>
    public void Store(int row)
    {
        using var pass = NewDisposeScope();
        foreach (var parameter in parameters)
        {
            if (parameter.Gradient is not { } gradient) continue;
            if (!rows.TryGetValue(parameter, out var matrix))
            {
                matrix = zeros(samples, parameter.Count, dtype: gradient.dtype, device: gradient.device).DetachFromDisposeScope();
                rows.Add(parameter, matrix);
            }

            matrix[row].copy_(gradient.reshape(-1));
        }
    }

    /// <summary>G of each parameter that received a gradient.</summary>
    public IReadOnlyDictionary<ModelParameter, GramMatrix> Contract()
    {
        using var scope = NewDisposeScope();
        return rows.ToDictionary(r => r.Key, r => GramContraction.ToNumbers(GramContraction.Contract(r.Value)));
    }

    public void Dispose()
    {
        foreach (var matrix in rows.Values) matrix.Dispose();
    }
}
