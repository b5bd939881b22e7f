using System.Collections;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// What a model takes or returns: a tensor, or a tuple, an array or a list of them, one in another where need be. Anything else is handed
/// on as it is.
/// </summary>
internal static class TensorGroup
{
    /// <summary>The tensors of a value, in order; without those that are null.</summary>
    public static IEnumerable<Tensor> Of(object? value) => value switch
    {
        Tensor tensor => [tensor],
        ITuple or IList => Parts(value).SelectMany(Of),
        _ => [],
    };

    /// <summary>Those of them that have a handle: attention without its weights returns a tensor that has none, and disposed ones have none.</summary>
    public static IEnumerable<Tensor> Present(object? value) => Of(value).Where(t => !t.IsInvalid);

    /// <summary>The same value with other tensors.</summary>
    /// <param name="value">The value.</param>
    /// <param name="change">Gives another tensor for each, in order.</param>
    public static object? Map(object? value, Func<Tensor, Tensor> change) => value switch
    {
        Tensor tensor => change(tensor),
        ITuple or IList when Fit(Parts(value).Select(part => Map(part, change)).ToArray(), value.GetType(), out var changed) => changed,
        _ => value,
    };

    /// <summary>Part of a value that belongs to one sample: along the first dimension where that is the samples', else along the first that has their number.</summary>
    /// <param name="value">The value.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="sample">The sample.</param>
    public static object? Sample(object? value, long samples, long sample) =>
        Map(value, t => Array.IndexOf(t.shape, samples) is var along and >= 0 ? t.narrow(along, sample, 1) : t);

    /// <summary>A value as a type has it: a tuple becomes another kind of tuple, an array or a list of as many.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type.</param>
    /// <param name="fitted">The value as that type.</param>
    /// <returns>False where they do not fit.</returns>
    public static bool Fit(object? value, Type type, out object? fitted)
    {
        fitted = value;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null) return !type.IsValueType || plain != type;
        if (plain.IsInstanceOfType(value) && value is not object?[]) return true;
        if (value is not (ITuple or IList)) return false;
        var parts = Parts(value).ToArray();
        if (IsTuple(plain))
        {
            var types = plain.GetGenericArguments();
            if (types.Length != parts.Length) return false;
            for (var i = 0; i < parts.Length; i++)
            {
                if (!Fit(parts[i], types[i], out parts[i])) return false;
            }

            fitted = Activator.CreateInstance(plain, parts);
            return true;
        }

        if (!parts.All(p => p is Tensor or null)) return false;
        Tensor[] tensors = [.. parts.Cast<Tensor>()];
        fitted = plain.IsAssignableFrom(typeof(Tensor[])) ? tensors : plain.IsAssignableFrom(typeof(List<Tensor>)) ? tensors.ToList() : null;
        return fitted is not null;
    }

    /// <summary>A type as C# writes it.</summary>
    public static string Show(Type type) =>
        Nullable.GetUnderlyingType(type) is { } plain ? $"{Show(plain)}?"
        : type.IsArray ? $"{Show(type.GetElementType()!)}[]"
        : IsTuple(type) ? $"({string.Join(", ", type.GetGenericArguments().Select(Show))})"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Show))}>"
        : type.Name;

    private static bool IsTuple(Type type) => type.IsGenericType && typeof(ITuple).IsAssignableFrom(type);

    private static IEnumerable<object?> Parts(object value) =>
        value is ITuple tuple ? Enumerable.Range(0, tuple.Length).Select(i => tuple[i]) : ((IList)value).Cast<object?>();
}
