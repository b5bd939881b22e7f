namespace GradAlign.Analyzer.Explanations;

/// <summary>A dead layer and its probable cause.</summary>
/// <param name="Name">Name of the weight within the model.</param>
/// <param name="Seed">The first seed under which it was dead, and whose pass was looked at.</param>
/// <param name="Cause">The cause.</param>
/// <param name="Message">The cause in words, with the numbers that show it.</param>
public sealed record DeadLayer(string Name, long Seed, DeadLayerCause Cause, string Message);
