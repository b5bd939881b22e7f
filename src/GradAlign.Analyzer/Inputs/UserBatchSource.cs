using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Failures;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Batches from the user's static <c>(Tensor inputs, Tensor targets) Batch(int size, long seed)</c>, with more inputs before the targets where
/// the model takes more. That the same size and seed give the same batch is the user's duty: scores and snapshots rest on it.
/// </summary>
internal sealed class UserBatchSource : IBatchSource
{
    private const string Signature = "static (Tensor inputs, Tensor targets) Batch(int size, long seed)";
    private const string Several = ", with further inputs before the targets where forward takes more, or a Dictionary<string, Tensor> of forward's parameters and \"targets\"";

    private readonly Func<int, long, object?> batch;
    private readonly IReadOnlyList<string?> names;

    private UserBatchSource(string name, MethodInfo method, Func<int, long, object?> batch)
    {
        this.batch = batch;
        names = [.. method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames ?? []];
        Description = new DataDescription("batch", name);
    }

    public DataDescription Description { get; }

    /// <summary>Takes a method as it is.</summary>
    /// <param name="name">What the batches are called in reports.</param>
    /// <param name="batch">The method, from a size and a seed to a batch.</param>
    public static UserBatchSource Of(string name, Delegate batch) =>
        new(name, batch.Method, (size, seed) => batch.Method.Invoke(batch.Target, BindingFlags.DoNotWrapExceptions, null, [size, seed], null));

    /// <summary>Finds the method.</summary>
    /// <param name="typeName">Reflection name of the type, assembly-qualified where it is in another assembly.</param>
    /// <param name="assembly">The user's assembly.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: no such type, or no such method in it.</exception>
    public static UserBatchSource Open(string typeName, Assembly assembly)
    {
        var method = UserMethod.Find("data", typeName, assembly, Signature, "Batch", IsBatch, typeof(int), typeof(long));
        return new(method.DeclaringType!.FullName!, method, (size, seed) => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [size, seed], null));
    }

    public ScoringBatch Draw(int size, long seed)
    {
        var (inputs, targets, isByName) = Call(size, seed);
        var tensors = inputs.SelectMany(i => TensorGroup.Of(i.Value)).ToArray();
        IReadOnlyList<int?> along = tensors is [{ } only] && only.dim() > 0 && only.shape[0] == size ? [0] : Along(size, seed, tensors);
        var arguments = new List<BatchArgument>();
        foreach (var (name, value) in inputs)
        {
            arguments.Add(new(name, TensorGroup.Map(value, Own), [.. along.Skip(arguments.Sum(a => a.SamplesAlong.Count)).Take(TensorGroup.Of(value).Count())]) { IsByName = isByName });
        }

        return new(arguments, TensorGroup.Map(targets, Own), size);
    }

    private static bool IsBatch(Type type) => typeof(ITuple).IsAssignableFrom(type) || typeof(IEnumerable<KeyValuePair<string, Tensor>>).IsAssignableFrom(type);

    // A batch of another size tells which dimension the samples are in: the one that grows with it.
    private int?[] Along(int size, long seed, Tensor[] tensors)
    {
        using var scope = NewDisposeScope();
        var otherSize = size == 2 ? 3 : 2;
        var others = Call(otherSize, seed).Inputs.SelectMany(i => TensorGroup.Of(i.Value)).ToArray();
        if (others.Length != tensors.Length)
            throw InputError.Shape(FormattableString.Invariant($"{Description.Name}.Batch gives {tensors.Length} input tensors for {size} samples and {others.Length} for {otherSize}. It gives the same ones for any size."));
        return [.. tensors.Zip(others, (tensor, other) => Along(tensor, size, other, otherSize, tensors.Length == 1))];
    }

    private int? Along(Tensor tensor, int size, Tensor other, int otherSize, bool isOnly)
    {
        var changed = tensor.dim() == other.dim() ? Enumerable.Range(0, (int)tensor.dim()).Where(d => tensor.shape[d] != other.shape[d]).ToArray() : null;
        if (changed is [var along] && tensor.shape[along] == size && other.shape[along] == otherSize) return along;
        if (isOnly) return 0; // its shape is checked against the declared one, which tells more
        if (changed is []) return null;
        throw InputError.Shape(
            $"{Description.Name}.Batch gives an input [{string.Join(", ", tensor.shape)}] for {size} samples and [{string.Join(", ", other.shape)}] for {otherSize}, so no dimension of it is the samples. Give each sample a place of its own along one dimension (for an EmbeddingBag tokens [n, t], padded, in place of flat tokens with offsets); a tensor that is the same for all samples keeps its shape.");
    }

    private (IReadOnlyList<(string? Name, object? Value)> Inputs, object Targets, bool IsByName) Call(int size, long seed)
    {
        object? result;
        try
        {
            result = batch(size, seed);
        }
        catch (Exception exception)
        {
            throw InputError.UserCode(FormattableString.Invariant(
                $"{Description.Name}.Batch({size}, {seed}) threw {Thrown.Describe(exception)}. {Cure.Of(exception) ?? "Call it in a test with these arguments to see it whole"}."), exception);
        }

        var (inputs, targets) = Parts(result);
        if (!TensorGroup.Of(targets).Any() || !inputs.Any(i => TensorGroup.Of(i.Value).Any()))
        {
            throw InputError.UserCode(FormattableString.Invariant(
                $"{Description.Name}.Batch({size}, {seed}) returned null {(TensorGroup.Of(targets).Any() ? "inputs" : "targets")}. It should be: {Signature}{Several}."));
        }

        return (inputs, targets!, result is not ITuple);
    }

    private (IReadOnlyList<(string? Name, object? Value)> Inputs, object? Targets) Parts(object? result)
    {
        if (result is IEnumerable<KeyValuePair<string, Tensor>> named)
        {
            var given = named.ToArray();
            return ([.. given.Where(g => g.Key != "targets").Select(g => ((string?)g.Key, (object?)g.Value))], given.FirstOrDefault(g => g.Key == "targets").Value);
        }

        if (result is not ITuple { Length: > 1 } tuple) return ([], null);
        var last = tuple.Length - 1;
        return ([.. Enumerable.Range(0, last).Select(i => (names.Count >= tuple.Length ? names[i] : null, tuple[i]))], tuple[last]);
    }

    // A handle of our own: the batch is disposed after scoring, and the user may keep theirs from call to call.
    private static Tensor Own(Tensor tensor)
    {
        using var detached = tensor.detach();
        using var here = detached.cpu();
        return here.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? here.to(ScalarType.Float32) : here.alias();
    }
}
