namespace GradAlign.NasBench.Perturbations;

/// <summary>How a score moves along the values of a parameter, in units of the score; NaN where it is undefined at one of them.</summary>
/// <param name="Jump">Greatest difference between neighbours.</param>
/// <param name="Variation">Sum of all differences between neighbours.</param>
/// <param name="Range">Largest less smallest value.</param>
internal readonly record struct Movement(double Jump, double Variation, double Range);
