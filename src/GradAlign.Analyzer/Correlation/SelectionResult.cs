namespace GradAlign.Analyzer.Correlation;

/// <summary>The accuracy of the candidate that a way of choosing picks, over many draws.</summary>
/// <param name="Mean">Mean over the draws, in the unit of the accuracy.</param>
/// <param name="Low">The draws' 5% quantile.</param>
/// <param name="High">The draws' 95% quantile.</param>
public sealed record SelectionResult(double Mean, double Low, double High);
