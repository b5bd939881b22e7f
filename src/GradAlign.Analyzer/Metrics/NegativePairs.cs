using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Metrics;

/// <summary>Counts sample pairs whose gradients oppose each other.</summary>
internal static class NegativePairs
{
    /// <summary>Share of pairs i &lt; j with Gᵢⱼ &lt; 0, [0, 1].</summary>
    /// <param name="gram">G, [n × n], n at least 2.</param>
    public static double Rate(GramMatrix gram)
    {
        var negative = 0;
        for (var i = 0; i < gram.Size; i++)
        {
            for (var j = i + 1; j < gram.Size; j++)
            {
                if (gram[i, j] < 0) negative++;
            }
        }

        return negative / (gram.Size * (gram.Size - 1) / 2.0);
    }
}
