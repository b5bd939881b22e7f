namespace GradAlign.Analyzer.Capture;

/// <summary>That some of a model's parameters went through the per-sample loop.</summary>
/// <param name="Parameters">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Passes">Forward and backward passes that they took.</param>
/// <param name="Why">Which they are and why, in words.</param>
internal sealed record PartialLoop(int Parameters, int Of, int Passes, string Why);
