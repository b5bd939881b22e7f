using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Tests.Metrics;

/// <summary>The theorem behind conflict, on L(θ) = (1/n) Σ (M/2)‖θ − cᵢ‖², which is M-smooth: L(θ⁺) ≤ L(θ) − (λ/2)‖ḡ‖² for λ ≤ 1/M.</summary>
public sealed class DescentTheoremTests
{
    private const double Smoothness = 4;
    private const int Samples = 16;

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void A_step_makes_at_least_the_guaranteed_progress(double step)
    {
        for (var opposed = 0; opposed <= Samples / 2; opposed++)
        {
            var gradients = Gradients(opposed);
            var mean = Mean(gradients);
            Assert.True(Loss([.. mean.Select(g => -step * g)], opposed) <= Loss([0, 0], opposed) - step / 2 * mean.Sum(g => g * g) + 1e-12);
        }
    }

    [Fact]
    public void Guaranteed_progress_falls_and_conflict_rises_as_pairs_oppose_each_other()
    {
        var measured = Enumerable.Range(0, Samples / 2 + 1).Select(k => GramMetrics.Measure(SyntheticGram.Network(SyntheticGram.Of(Gradients(k))))).ToArray();
        foreach (var (before, after) in measured.Zip(measured.Skip(1)))
        {
            Assert.True(after[ScoreCatalog.DescentEfficiency].Value < before[ScoreCatalog.DescentEfficiency].Value);
            Assert.True(after[ScoreCatalog.NegativePairRate].Value > before[ScoreCatalog.NegativePairRate].Value);
            Assert.True(after[ScoreCatalog.Conflict].Value >= before[ScoreCatalog.Conflict].Value);
        }

        Assert.Equal(0, measured[0][ScoreCatalog.Conflict].Value);
        Assert.InRange(measured[^1][ScoreCatalog.Conflict].Value!.Value, 0.9, 1);
    }

    // cᵢ lie on a line, k of them on the other side of θ = 0.
    private static double[] Centre(int sample, int opposed) => [sample < opposed ? -1 : 1, 0.1 * Math.Sin(sample)];

    private static double[][] Gradients(int opposed) => [.. Enumerable.Range(0, Samples).Select(i => Centre(i, opposed).Select(c => -Smoothness * c).ToArray())];

    private static double[] Mean(double[][] gradients) => [gradients.Average(g => g[0]), gradients.Average(g => g[1])];

    private static double Loss(double[] theta, int opposed) =>
        Enumerable.Range(0, Samples).Average(i => Smoothness / 2 * Centre(i, opposed).Zip(theta, (c, t) => (t - c) * (t - c)).Sum());
}
