using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Capture;

/// <summary>Puts the parameters' Gram matrices together from parts of their columns.</summary>
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
        foreach (var (parameter, gram) in part) gram.AddTo(Of(parameter));
    }

    private double[] Of(ModelParameter parameter)
    {
        if (!entries.TryGetValue(parameter, out var sum)) entries.Add(parameter, sum = new double[samples * samples]);
        return sum;
    }
}
