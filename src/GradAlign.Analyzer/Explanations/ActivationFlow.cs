namespace GradAlign.Analyzer.Explanations;

/// <summary>How much gradient an activation module lets through, over the batch.</summary>
/// <param name="Name">Name of the module within the model.</param>
/// <param name="Kind">Kind of module, such as <c>Sigmoid</c>.</param>
/// <param name="Position">Position of its first call among all watched modules.</param>
/// <param name="MeanDerivative">Mean derivative, [0, 1]; for a ReLU the share of positive inputs; 0: nothing passes.</param>
public sealed record ActivationFlow(string Name, string Kind, int Position, double MeanDerivative);
