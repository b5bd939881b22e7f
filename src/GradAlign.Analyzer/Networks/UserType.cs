using System.Reflection;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Networks;

/// <summary>Tells the user's types from those of the framework and of TorchSharp.</summary>
internal static class UserType
{
    private static readonly string[] Frameworks = ["System", "Microsoft", "mscorlib", "netstandard", "TorchSharp", "FSharp.Core"];

    /// <summary>Whether a type is of the user's own code, or of a library of theirs.</summary>
    public static bool Is(Type type) => type.Assembly.GetName().Name is { } name
        && !type.IsPrimitive && !Frameworks.Any(f => name == f || name.StartsWith(f + ".", StringComparison.Ordinal));

    /// <summary>Whether a type is a tensor, or a tuple or collection of them.</summary>
    public static bool HoldsTensors(Type type) => type == typeof(Tensor) || (!type.IsAssignableTo(typeof(Delegate))
        && ((type.IsArray && HoldsTensors(type.GetElementType()!)) || type.GetGenericArguments().Any(HoldsTensors)));

    /// <summary>The fields of an object that the user's code declares.</summary>
    public static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var at = type; at is not null && Is(at); at = at.BaseType)
        {
            foreach (var field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) yield return field;
        }
    }

    /// <summary>A field as the user knows it, <c>Type.Name</c>: &lt;Name&gt;k__BackingField is the property Name.</summary>
    public static string Named(FieldInfo field) =>
        $"{field.DeclaringType!.Name}.{(field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name)}";
}
