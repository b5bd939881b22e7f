using GradAlign.Analyzer.Discovery;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Checks a batch against what the model declares, before any of it reaches the model.</summary>
public static class BatchCheck
{
    /// <summary>Checks shapes, types, label range and finiteness.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="model">What the model declares.</param>
    /// <param name="size">Samples asked for.</param>
    /// <exception cref="Verdicts.ScoringException">GA0005: says what was expected and what was seen.</exception>
    public static void Check(ScoringBatch batch, ModelCase model, int size)
    {
        if (size < 2)
            throw InputError.Shape(FormattableString.Invariant($"A batch needs at least 2 samples to compare, and {size} was asked for."));
        CheckInputs(batch.Inputs, model, size);
        CheckTargets(batch.Targets, model, size);
    }

    private static void CheckInputs(Tensor inputs, ModelCase model, int size)
    {
        long[] expected = [size, .. model.InputShape];
        if (!inputs.shape.SequenceEqual(expected))
            throw InputError.Shape($"The inputs of {model.Name} should have shape {Show(expected)} (samples, then the declared input), and have {Show(inputs.shape)}.");
        if (inputs.dtype == int64) return; // tokens
        if (inputs.dtype != float32)
            throw InputError.Shape($"The inputs of {model.Name} should be Float32 (or Int64 tokens), and are {inputs.dtype}.");

        using var finite = inputs.isfinite();
        using var count = finite.count_nonzero();
        long bad = inputs.numel() - count.item<long>();
        if (bad > 0)
            throw InputError.Shape(FormattableString.Invariant($"The inputs of {model.Name} should be finite, and {bad} of {inputs.numel()} numbers are NaN or infinite."));
    }

    private static void CheckTargets(Tensor targets, ModelCase model, int size)
    {
        if (!targets.shape.SequenceEqual([size]))
            throw InputError.Shape($"The targets of {model.Name} should have shape {Show([size])}, one class label a sample, and have {Show(targets.shape)}.");
        if (targets.dtype != int64)
            throw InputError.Shape($"The targets of {model.Name} should be Int64 class labels, and are {targets.dtype}.");

        using var lowest = targets.min();
        using var highest = targets.max();
        var (low, high) = (lowest.item<long>(), highest.item<long>());
        if (low < 0 || high >= model.Classes)
            throw InputError.Shape(FormattableString.Invariant($"The targets of {model.Name} should lie in 0 to {model.Classes - 1} (Classes = {model.Classes}), and go from {low} to {high}."));
    }

    private static string Show(IEnumerable<long> shape) => FormattableString.Invariant($"[{string.Join(", ", shape)}]");
}
