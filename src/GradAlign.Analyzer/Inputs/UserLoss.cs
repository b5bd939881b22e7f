using System.Globalization;
using System.Reflection;
using GradAlign.Analyzer.Failures;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// A loss of the user's, <c>static Tensor Loss(Tensor output, Tensor target)</c>, or of the tuples that the model returns and the batch has. One that
/// returns a value a sample is called once for the batch. One that returns a single number is called with one sample at a time: a mean over a
/// batch does not tell its samples apart.
/// </summary>
internal sealed class UserLoss : ISampleLoss
{
    private const string Signature = "static Tensor Loss(Tensor output, Tensor target)";

    private readonly Func<object?, object?, Tensor?> loss;
    private readonly string method;
    private readonly Type outputType = typeof(Tensor);
    private readonly Type targetType = typeof(Tensor);

    /// <param name="method">Name of the method, for messages and the report.</param>
    /// <param name="loss">The method.</param>
    public UserLoss(string method, Func<Tensor, Tensor, Tensor?> loss)
        : this(method, (output, target) => loss((Tensor)output!, (Tensor)target!), typeof(Tensor), typeof(Tensor))
    {
    }

    private UserLoss(string method, Func<object?, object?, Tensor?> loss, Type outputType, Type targetType) =>
        (this.method, this.loss, this.outputType, this.targetType) = (method, loss, outputType, targetType);

    public string Name => IsOneNumber ? $"{method}, one sample at a time" : method;

    // Known from the first batch on.
    private bool IsOneNumber { get; set; }

    /// <summary>Finds the method.</summary>
    /// <param name="typeName">Reflection name of the type, assembly-qualified where it is in another assembly.</param>
    /// <param name="assembly">The user's assembly.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: no such type, or no such method in it.</exception>
    public static UserLoss Open(string typeName, Assembly assembly)
    {
        var method = UserMethod.Find("loss", typeName, assembly, Signature, "Loss", result => result == typeof(Tensor), null, null);
        var types = method.GetParameters().Select(p => p.ParameterType).ToArray();
        return new(
            $"{method.DeclaringType!.FullName}.Loss",
            (output, target) => (Tensor?)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [output, target], null), types[0], types[1]);
    }

    public Tensor Of(Tensor output, Tensor targets) => Of(output, targets, targets.shape[0]);

    public void Check(Tensor output, Tensor targets) => Check(output, targets, targets.shape[0]);

    public Tensor Of(object? output, ScoringBatch batch) => Of(Taken(output), Targets(batch), batch.Samples);

    public void Check(object? output, ScoringBatch batch) => Check(Taken(output), Targets(batch), batch.Samples);

    private Tensor Of(object? output, object? targets, long samples)
    {
        var losses = Call(output, targets);
        if (losses.numel() == 1 && samples == 1) return losses.reshape(1);
        if (losses.dim() == 1 && losses.shape[0] == samples) return losses;
        if (losses.numel() != 1)
        {
            throw InputError.Shape(string.Create(CultureInfo.InvariantCulture,
                $"{method} returns [{string.Join(", ", losses.shape)}] for {samples} samples. Return one value a sample, [n], such as loss.flatten(1).mean([1]); with targets [n], an output [n, 1] is squeezed first, or they broadcast to [n, n]."));
        }

        IsOneNumber = true;
        return OneByOne(output, targets, samples);
    }

    private void Check(object? output, object? targets, long samples)
    {
        if (output is Tensor only && (only.dim() == 0 || only.shape[0] != samples))
            throw InputError.Shape($"For a batch of {samples} the model returns [{string.Join(", ", only.shape)}]. Its first dimension should be the samples.");
        using var scope = NewDisposeScope();
        var together = Of(output, targets, samples);
        if (!is_floating_point(together))
            throw InputError.Shape($"{method} returns {together.dtype}. A loss is a floating-point number that the gradient goes through.");

        // Where states stand beside the predictions, a dimension may have the number of samples by chance: the guards see what mixes them.
        if (IsOneNumber || TensorGroup.Of(output).Any(t => t.dim() == 0 || t.shape[0] != samples || t.shape.Skip(1).SkipLast(1).Contains(samples) && output is not Tensor)) return;
        var alone = OneByOne(output, targets, samples);
        var (first, second) = (Values(together), Values(alone));
        var scale = first.Concat(second).Max(Math.Abs);

        // Where a loss is not finite there is nothing to compare; that makes the score undefined, later.
        if (!double.IsFinite(scale) || first.Zip(second).All(p => Math.Abs(p.First - p.Second) <= 1e-3 * scale)) return;
        throw InputError.Shape(string.Create(CultureInfo.InvariantCulture,
            $"{method} gives sample 0 the loss {first[0]:g4} beside another sample and {second[0]:g4} alone, sample 1 {first[1]:g4} and {second[1]:g4}: it mixes samples, or draws random numbers, so a sample has no gradient of its own. Return a value a sample that depends on that sample alone; shapes [n, 1] and [n] broadcast to [n, n]."));
    }

    private Tensor OneByOne(object? output, object? targets, long samples) => cat([.. Enumerable.Range(0, (int)samples)
        .Select(i => Of(TensorGroup.Sample(output, samples, i), TensorGroup.Map(targets, t => t.narrow(0, i, 1)), 1))]);

    // A loss of one tensor takes the first that the model returns.
    private object? Taken(object? output) =>
        TensorGroup.Fit(output, outputType, out var taken) ? taken
        : outputType == typeof(Tensor) ? LossSubject.Output(output)
        : throw InputError.Shape($"{method} takes {TensorGroup.Show(outputType)}, and the model returns {(output is null ? "null" : TensorGroup.Show(output.GetType()))}. Let it take that, or a Tensor: the first that the model returns.");

    private object? Targets(ScoringBatch batch) => TensorGroup.Fit(batch.AllTargets, targetType, out var targets)
        ? targets
        : throw InputError.Shape($"{method} takes targets {TensorGroup.Show(targetType)}, and the batch has {TensorGroup.Show(batch.AllTargets.GetType())}. Let the two be the same.");

    private static double[] Values(Tensor losses) => losses.to(ScalarType.Float64).cpu().data<double>().ToArray();

    private Tensor Call(object? output, object? targets)
    {
        try
        {
            // A copy: a loss that changes its target in place must not change the next pass's.
            return loss(output, TensorGroup.Map(targets, t => t.clone())) ?? throw InputError.UserCode($"{method} returned null. Return a value a sample, [n].");
        }
        catch (Exception exception) when (exception is not Verdicts.ScoringException)
        {
            throw InputError.UserCode(
                $"{method} threw {Thrown.Cause(exception).GetType().Name} on an output {Describe(output)} and targets {Describe(targets)}: {Thrown.Message(exception)}. {Cure.Of(exception) ?? "Mend it for these shapes and types"}.", exception);
        }
    }

    private static string Describe(object? value) => string.Join(", ", TensorGroup.Of(value).Select(t => $"[{string.Join(", ", t.shape)}] of {t.dtype}"));
}
