using GradAlign.Analyzer.Discovery;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Checks a batch against what the model declares, before any of it reaches the model.</summary>
public static class BatchCheck
{
    /// <summary>Checks shapes, types, the range of tokens and labels, and finiteness.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="model">What the model declares.</param>
    /// <param name="size">Samples asked for.</param>
    /// <exception cref="Verdicts.ScoringException">GA0005: says what was expected and what was seen.</exception>
    public static void Check(ScoringBatch batch, ModelCase model, int size)
    {
        if (size < 2)
            throw InputError.Shape(FormattableString.Invariant($"A batch needs at least 2 samples to compare, and {size} was asked for."));
        CheckInputs(batch.Inputs, batch.SamplesAlong, model, size);
        if (batch.AllTargets is Tensor targets) CheckTargets(targets, model, size);
        else CheckTargets(batch.AllTargets, model, size);
    }

    private static void CheckInputs(Tensor inputs, int? along, ModelCase model, int size)
    {
        long[] expected = along is { } samples && samples <= model.InputShape.Count
            ? [.. model.InputShape.Take(samples), size, .. model.InputShape.Skip(samples)]
            : [.. model.InputShape];
        if (!inputs.shape.SequenceEqual(expected))
            throw InputError.Shape($"The inputs of {model.Name} should have shape {Show(expected)} (samples, then the declared input), and have {Show(inputs.shape)}.");
        if (model.Vocabulary > 0 && inputs.dtype != int64)
            throw InputError.Shape($"The inputs of {model.Name} should be Int64 tokens (Vocabulary = {model.Vocabulary}), and are {inputs.dtype}.");
        if (model.Vocabulary > 0 && Range(inputs) is var (low, high) && (low < 0 || high >= model.Vocabulary))
            throw InputError.Shape(FormattableString.Invariant($"The tokens of {model.Name} should lie in 0 to {model.Vocabulary - 1} (Vocabulary = {model.Vocabulary}), and go from {low} to {high}."));
        if (inputs.dtype == int64) return; // tokens
        if (inputs.dtype != float32)
            throw InputError.Shape($"The inputs of {model.Name} should be Float32 (or Int64 tokens), and are {inputs.dtype}.");
        CheckFinite(inputs, "inputs", model);
    }

    private static void CheckTargets(Tensor targets, ModelCase model, int size)
    {
        if (targets.dim() == 0 || targets.shape[0] != size)
            throw InputError.Shape($"The targets of {model.Name} should have shape {Show([size])}, one class label a sample, or {Show([size]).TrimEnd(']')}, …], and have {Show(targets.shape)}.");
        if (targets.numel() == 0)
            throw InputError.Shape($"The targets of {model.Name} should hold something for every sample, and have {Show(targets.shape)}.");
        if (is_floating_point(targets)) CheckFinite(targets, "targets", model);
        if (targets.dtype != int64)
        {
            if (model.LossType is not null) return; // the loss knows what it takes
            throw InputError.Shape($"The targets of {model.Name} should be Int64 class labels, and are {targets.dtype}. Targets of another kind need a Loss in the attribute.");
        }

        // Of a loss of the user's own, Classes promises labels; without it whole numbers can be anything.
        var (labels, declared) = model.Classes > 0 ? (model.Classes, "Classes") : model.LossType is null ? (model.Vocabulary, "Vocabulary") : (0, "");
        if (labels == 0) return;
        using var counted = targets.masked_select(targets != CrossEntropy.Ignored);
        if (counted.numel() > 0 && Range(counted) is var (low, high) && (low < 0 || high >= labels))
            throw InputError.Shape(FormattableString.Invariant($"The targets of {model.Name} should lie in 0 to {labels - 1} ({declared} = {labels}), and go from {low} to {high}."));
    }

    // Several targets go to a loss of the user's own, which knows what they are.
    private static void CheckTargets(object targets, ModelCase model, int size)
    {
        foreach (var target in TensorGroup.Of(targets))
        {
            if (target.dim() == 0 || target.shape[0] != size)
                throw InputError.Shape($"Each of the targets of {model.Name} should have the shape {Show([size]).TrimEnd(']')}, …], the samples first, and one has {Show(target.shape)}.");
            if (is_floating_point(target)) CheckFinite(target, "targets", model);
        }
    }

    private static (long Low, long High) Range(Tensor values)
    {
        using var lowest = values.min();
        using var highest = values.max();
        return (lowest.item<long>(), highest.item<long>());
    }

    private static void CheckFinite(Tensor values, string what, ModelCase model)
    {
        using var finite = values.isfinite();
        using var count = finite.count_nonzero();
        long bad = values.numel() - count.item<long>();
        if (bad > 0)
            throw InputError.Shape(FormattableString.Invariant($"The {what} of {model.Name} should be finite, and {bad} of {values.numel()} numbers are NaN or infinite."));
    }

    private static string Show(IEnumerable<long> shape) => FormattableString.Invariant($"[{string.Join(", ", shape)}]");
}
