using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Metrics;

/// <summary>The numbers of one layer under one seed.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="IsEligible">Whether it takes part in collapse: hidden, and at least 2n parameters.</param>
/// <param name="IsDead">Whether its rms gradient is at most 1e-5 of the largest layer's.</param>
/// <param name="RmsGradient">√(tr G_l /(n p_l)), in units of loss per unit of weight.</param>
/// <param name="Conflict">Conflict of this layer alone, [0, 1]; lower is better.</param>
/// <param name="LogDeterminant">s_l, [log ε, 0]; higher is better.</param>
/// <param name="NegativePairRate">Share of pairs with a negative inner product, [0, 1].</param>
public sealed record LayerScores(
    LayerGram Layer, bool IsEligible, bool IsDead, double RmsGradient, ScoreValue Conflict, ScoreValue LogDeterminant, ScoreValue NegativePairRate)
{
    /// <summary>1 − exp(s_l), [0, 1]; lower is better.</summary>
    public ScoreValue Collapse => LogDeterminant.Value is { } s ? ScoreValue.Of(1 - Math.Exp(s)) : LogDeterminant;
}
