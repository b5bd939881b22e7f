using System.Globalization;
using System.Reflection;
using GradAlign.Analyzer.Failures;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// A loss of the user's, <c>static Tensor Loss(Tensor output, Tensor target)</c>. One that returns a value a sample is called once for the batch.
/// One that returns a single number is called with one sample at a time: a mean over a batch does not tell its samples apart.
/// </summary>
internal sealed class UserLoss : ISampleLoss
{
    private const string Signature = "static Tensor Loss(Tensor output, Tensor target)";

    private readonly Func<Tensor, Tensor, Tensor?> loss;
    private readonly string method;

    /// <param name="method">Name of the method, for messages and the report.</param>
    /// <param name="loss">The method.</param>
    public UserLoss(string method, Func<Tensor, Tensor, Tensor?> loss)
    {
        this.method = method;
        this.loss = loss;
    }

    public string Name => IsOneNumber ? $"{method}, one sample at a time" : method;

    // Known from the first batch on.
    private bool IsOneNumber { get; set; }

    /// <summary>Finds the method.</summary>
    /// <param name="typeName">Reflection name of the type, assembly-qualified where it is in another assembly.</param>
    /// <param name="assembly">The user's assembly.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: no such type, or no such method in it.</exception>
    public static UserLoss Open(string typeName, Assembly assembly)
    {
        var method = UserMethod.Find("loss", typeName, assembly, Signature, "Loss", typeof(Tensor), typeof(Tensor), typeof(Tensor));
        return new($"{method.DeclaringType!.FullName}.Loss", (output, target) => (Tensor?)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [output, target], null));
    }

    public Tensor Of(Tensor output, Tensor targets)
    {
        var samples = targets.shape[0];
        var losses = Call(output, targets);
        if (losses.numel() == 1 && samples == 1) return losses.reshape(1);
        if (losses.dim() == 1 && losses.shape[0] == samples) return losses;
        if (losses.numel() != 1)
        {
            throw InputError.Shape(string.Create(CultureInfo.InvariantCulture,
                $"{method} returns [{string.Join(", ", losses.shape)}] for {samples} samples. Return one value a sample, [n], such as loss.flatten(1).mean([1]); with targets [n], an output [n, 1] is squeezed first, or they broadcast to [n, n]."));
        }

        IsOneNumber = true;
        return cat([.. Enumerable.Range(0, (int)samples).Select(i => Of(output.narrow(0, i, 1), targets.narrow(0, i, 1)))]);
    }

    public void Check(Tensor output, Tensor targets)
    {
        var samples = targets.shape[0];
        if (output.dim() == 0 || output.shape[0] != samples)
            throw InputError.Shape($"For a batch of {samples} the model returns [{string.Join(", ", output.shape)}]. Its first dimension should be the samples.");
        using var scope = NewDisposeScope();
        var together = Of(output, targets);
        if (!is_floating_point(together))
            throw InputError.Shape($"{method} returns {together.dtype}. A loss is a floating-point number that the gradient goes through.");
        if (IsOneNumber) return;
        var alone = cat([.. Enumerable.Range(0, (int)samples).Select(i => Of(output.narrow(0, i, 1), targets.narrow(0, i, 1)))]);
        var (first, second) = (Values(together), Values(alone));
        var scale = first.Concat(second).Max(Math.Abs);

        // Where a loss is not finite there is nothing to compare; that makes the score undefined, later.
        if (!double.IsFinite(scale) || first.Zip(second).All(p => Math.Abs(p.First - p.Second) <= 1e-3 * scale)) return;
        throw InputError.Shape(string.Create(CultureInfo.InvariantCulture,
            $"{method} gives sample 0 the loss {first[0]:g4} beside another sample and {second[0]:g4} alone, sample 1 {first[1]:g4} and {second[1]:g4}: it mixes samples, or draws random numbers, so a sample has no gradient of its own. Return a value a sample that depends on that sample alone; shapes [n, 1] and [n] broadcast to [n, n]."));
    }

    private static double[] Values(Tensor losses) => losses.to(ScalarType.Float64).cpu().data<double>().ToArray();

    private Tensor Call(Tensor output, Tensor targets)
    {
        try
        {
            // A copy: a loss that changes its target in place must not change the next pass's.
            return loss(output, targets.clone()) ?? throw InputError.UserCode($"{method} returned null. Return a value a sample, [n].");
        }
        catch (Exception exception) when (exception is not Verdicts.ScoringException)
        {
            throw InputError.UserCode(
                $"{method} threw {Thrown.Cause(exception).GetType().Name} on an output [{string.Join(", ", output.shape)}] of {output.dtype} and targets [{string.Join(", ", targets.shape)}] of {targets.dtype}: {Thrown.Message(exception)}. {Cure.Of(exception) ?? "Mend it for these shapes and types"}.", exception);
        }
    }
}
