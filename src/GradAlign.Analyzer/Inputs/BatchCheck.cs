using GradAlign.Analyzer.Discovery;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Checks a batch against what the model declares, before any of it reaches the model.</summary>
public static class BatchCheck
{
    /// <summary>Checks shapes, types, label range and finiteness.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="model">What the model declares.</param>
    /// <param name="size">Samples asked for.</param>
    /// <exception cref="Verdicts.ScoringException">GA0005: says what was expected and what was seen.</exception>
    public static void Check(ScoringBatch batch, ModelCase model, int size) =>
        throw new NotSupportedException($"{batch} {model.Name} {size}");
}
