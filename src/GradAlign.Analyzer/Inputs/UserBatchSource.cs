using System.Reflection;
using GradAlign.Analyzer.Failures;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Batches from the user's static <c>(Tensor inputs, Tensor targets) Batch(int size, long seed)</c>.
/// That the same size and seed give the same batch is the user's duty: scores and snapshots rest on it.
/// </summary>
internal sealed class UserBatchSource : IBatchSource
{
    private const string Signature = "static (Tensor inputs, Tensor targets) Batch(int size, long seed)";

    private readonly Func<int, long, (Tensor?, Tensor?)> batch;

    private UserBatchSource(string name, Func<int, long, (Tensor?, Tensor?)> batch)
    {
        this.batch = batch;
        Description = new DataDescription("batch", name);
    }

    public DataDescription Description { get; }

    /// <summary>Takes a method as it is.</summary>
    /// <param name="name">What the batches are called in reports.</param>
    /// <param name="batch">The method.</param>
    public static UserBatchSource Of(string name, Func<int, long, (Tensor, Tensor)> batch) => new(name, (size, seed) => batch(size, seed));

    /// <summary>Finds the method.</summary>
    /// <param name="typeName">Reflection name of the type, assembly-qualified where it is in another assembly.</param>
    /// <param name="assembly">The user's assembly.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: no such type, or no such method in it.</exception>
    public static UserBatchSource Open(string typeName, Assembly assembly)
    {
        var method = UserMethod.Find("data", typeName, assembly, Signature, "Batch", typeof(ValueTuple<Tensor, Tensor>), typeof(int), typeof(long));
        return new(method.DeclaringType!.FullName!, (size, seed) =>
            ((Tensor?, Tensor?))method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [size, seed], null)!);
    }

    public ScoringBatch Draw(int size, long seed)
    {
        Tensor? inputs, targets;
        try
        {
            (inputs, targets) = batch(size, seed);
        }
        catch (Exception exception)
        {
            throw InputError.UserCode(FormattableString.Invariant(
                $"{Description.Name}.Batch({size}, {seed}) threw {Thrown.Describe(exception)}. {Cure.Of(exception) ?? "Call it in a test with these arguments to see it whole"}."), exception);
        }

        if (inputs is null || targets is null)
        {
            throw InputError.UserCode(FormattableString.Invariant(
                $"{Description.Name}.Batch({size}, {seed}) returned null {(inputs is null ? "inputs" : "targets")}."));
        }

        return new ScoringBatch(Own(inputs), Own(targets));
    }

    // A handle of our own: the batch is disposed after scoring, and the user may keep theirs from call to call.
    private static Tensor Own(Tensor tensor)
    {
        using var detached = tensor.detach();
        return detached.cpu().alias();
    }
}
