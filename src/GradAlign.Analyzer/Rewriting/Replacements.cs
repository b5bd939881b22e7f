using System.Reflection;
using Mono.Cecil;

namespace GradAlign.Analyzer.Rewriting;

/// <summary>Which function of <see cref="Watched"/> stands for which of TorchSharp's.</summary>
internal static class Replacements
{
    private static readonly Dictionary<string, MethodInfo> Functions = typeof(Watched).GetMethods(BindingFlags.Static | BindingFlags.Public)
        .SelectMany(f => f.GetCustomAttributes<ReplacesAttribute>().Select(a => (Key: Key(a, f), Function: f)))
        .ToDictionary(f => f.Key, f => f.Function, StringComparer.Ordinal);

    /// <summary>The keys of all functions that are replaced: declaring type, name, types of the parameters.</summary>
    public static IReadOnlyCollection<string> Keys => Functions.Keys;

    /// <summary>The function that stands for another one; null where none does.</summary>
    /// <param name="called">The function that is called.</param>
    public static MethodInfo? For(MethodReference called) =>
        called.DeclaringType.FullName is var type && (type.StartsWith("TorchSharp.", StringComparison.Ordinal) || type == "System.Reflection.Assembly")
            ? Functions.GetValueOrDefault($"{type}::{called.Name}({string.Join(',', called.Parameters.Select(p => p.ParameterType.FullName))})")
            : null;

    // An instance method's function takes the instance first.
    private static string Key(ReplacesAttribute replaced, MethodInfo function)
    {
        var parameters = function.GetParameters().Select(p => p.ParameterType).Skip(replaced.IsInstance ? 1 : 0);
        return $"{Name(replaced.Type)}::{replaced.Method}({string.Join(',', parameters.Select(Name))})";
    }

    // As Mono.Cecil writes it.
    private static string Name(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName!.Replace('+', '/')}<{string.Join(',', type.GetGenericArguments().Select(Name))}>"
        : type.FullName!.Replace('+', '/');
}
