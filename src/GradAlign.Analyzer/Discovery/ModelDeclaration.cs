namespace GradAlign.Analyzer.Discovery;

/// <summary>What the command line says of the models that it names, in place of a <c>[ScoredModel]</c>.</summary>
/// <param name="InputShape">Shape of one input, without the batch dimension.</param>
/// <param name="Classes">Number of classes; 0: the vocabulary or the loss says what the targets are.</param>
/// <param name="Vocabulary">Number of tokens; 0: the inputs are numbers.</param>
/// <param name="LossType">Reflection name of the type with the static <c>Loss</c> method; null: cross-entropy.</param>
public sealed record ModelDeclaration(IReadOnlyList<long> InputShape, int Classes, int Vocabulary, string? LossType);
