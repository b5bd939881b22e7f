using System.Reflection;
using System.Runtime.Loader;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Batches from the user's static <c>(Tensor inputs, Tensor targets) Batch(int size, long seed)</c>.
/// That the same size and seed give the same batch is the user's duty: scores and snapshots rest on it.
/// </summary>
internal sealed class UserBatchSource : IBatchSource
{
    private const string MethodName = "Batch";
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
        var type = Find(typeName, assembly);
        var named = type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(method => method.Name == MethodName)
            .ToArray();
        if (named.Length == 0)
            throw InputError.Configuration($"The data type {typeName} has no method Batch. It needs: {Signature}.");

        var fitting = named.FirstOrDefault(method =>
            method is { IsStatic: true, ContainsGenericParameters: false }
            && method.ReturnType == typeof(ValueTuple<Tensor, Tensor>)
            && method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual([typeof(int), typeof(long)]));
        return fitting is null
            ? throw InputError.Configuration(
                $"The method Batch of the data type {typeName} should be: {Signature}; it is: {string.Join("; ", named.Select(Describe))}.")
            : new UserBatchSource(type.FullName ?? type.Name, (size, seed) =>
                ((Tensor?, Tensor?))fitting.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [size, seed], null)!);
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
            // What a static constructor throws comes wrapped; the user knows the inner one.
            var cause = exception is TypeInitializationException { InnerException: { } inner } ? inner : exception;
            throw InputError.UserCode(
                FormattableString.Invariant($"{Description.Name}.Batch({size}, {seed}) threw {cause.GetType().Name}: {cause.Message}"), cause);
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

    private static Type Find(string typeName, Assembly assembly)
    {
        try
        {
            var context = AssemblyLoadContext.GetLoadContext(assembly) ?? AssemblyLoadContext.Default;
            var type = Type.GetType(
                typeName,
                context.LoadFromAssemblyName,
                (owner, name, ignoreCase) => (owner ?? assembly).GetType(name, throwOnError: false, ignoreCase));
            return type ?? throw InputError.Configuration($"The data type {typeName} is not in {assembly.GetName().Name}.");
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or ArgumentException)
        {
            throw InputError.Configuration($"The data type {typeName} cannot be loaded: {exception.Message}", exception);
        }
    }

    private static string Describe(MethodInfo method) =>
        $"{(method.IsStatic ? "static " : "")}{method.ReturnType.Name} Batch({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
}
