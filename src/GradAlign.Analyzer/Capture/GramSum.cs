using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Capture;

/// <summary>Puts the parameters' Gram matrices together from parts: of a parameter's columns, or of the samples.</summary>
/// <param name="samples">n.</param>
internal sealed class GramSum(int samples)
{
    private readonly Dictionary<ModelParameter, double[]> entries = [];

    /// <summary>What has been put together.</summary>
    public IReadOnlyDictionary<ModelParameter, GramMatrix> Grams => entries.ToDictionary(e => e.Key, e => new GramMatrix(samples, e.Value));

    /// <summary>Adds what other columns contribute.</summary>
    /// <param name="part">[n × n] each.</param>
    public void Add(IReadOnlyDictionary<ModelParameter, GramMatrix> part)
    {
        foreach (var (parameter, gram) in part)
        {
            var sum = Of(parameter);
            for (var i = 0; i < samples; i++)
            {
                for (var j = 0; j < samples; j++) sum[i * samples + j] += gram[i, j];
            }
        }
    }

    /// <summary>Sets the entries of some of the samples.</summary>
    /// <param name="part">[m × m] each.</param>
    /// <param name="indices">Which samples they are, m of them.</param>
    public void Set(IReadOnlyDictionary<ModelParameter, GramMatrix> part, IReadOnlyList<int> indices)
    {
        foreach (var (parameter, gram) in part)
        {
            var sum = Of(parameter);
            for (var i = 0; i < indices.Count; i++)
            {
                for (var j = 0; j < indices.Count; j++) sum[indices[i] * samples + indices[j]] = gram[i, j];
            }
        }
    }

    private double[] Of(ModelParameter parameter)
    {
        if (!entries.TryGetValue(parameter, out var sum)) entries.Add(parameter, sum = new double[samples * samples]);
        return sum;
    }
}
