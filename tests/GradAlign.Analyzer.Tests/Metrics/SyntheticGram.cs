using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Tests.Metrics;

/// <summary>Gram matrices of gradients that are known.</summary>
internal static class SyntheticGram
{
    /// <summary>G = J Jᵀ of the rows of J.</summary>
    public static GramMatrix Of(double[][] gradients)
    {
        var n = gradients.Length;
        return new(n, [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) select gradients[i].Zip(gradients[j], (a, b) => a * b).Sum()]);
    }

    /// <summary>A network with one hidden layer that holds these gradients, and an output layer that holds the same.</summary>
    public static GradientGram Network(GramMatrix gram, long hiddenParameters = 1_000_000) => new(gram,
    [
        new() { Name = "hidden.weight", Kind = "Linear", Shape = [hiddenParameters, 1], IsOutput = false, Gram = gram },
        new() { Name = "output.weight", Kind = "Linear", Shape = [hiddenParameters, 1], IsOutput = true, Gram = gram },
    ]);

    /// <summary>Unit gradients with the same cosine between any two.</summary>
    public static GramMatrix EqualCosines(int n, double cosine) =>
        new(n, [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) select i == j ? 1 : cosine]);
}
