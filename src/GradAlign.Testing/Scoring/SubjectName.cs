using System.Reflection;
using System.Text.RegularExpressions;

namespace GradAlign.Testing.Scoring;

/// <summary>What the model of a delegate is called: as its source text reads.</summary>
internal static partial class SubjectName
{
    private const int Longest = 120;

    /// <summary><c>() => new ResNet20()</c> is <c>new ResNet20()</c>; on one line.</summary>
    public static string Of(string? expression, MethodInfo method)
    {
        var text = Space().Replace(Arrow().Replace(expression ?? "", ""), " ").Trim();
        if (text.Length == 0) text = $"{TypeOf(method)}.{MethodOf(method)}";
        return text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
    }

    /// <summary>The type as its author wrote it, without the compiler's own.</summary>
    public static string TypeOf(MethodInfo method)
    {
        var type = method.DeclaringType;
        while (type is { DeclaringType: { } outer } && type.Name.Contains('<', StringComparison.Ordinal)) type = outer;
        return type?.FullName ?? "";
    }

    /// <summary>The method's name; <c>factory</c> for a lambda.</summary>
    public static string MethodOf(MethodInfo method) => method.Name.Contains('<', StringComparison.Ordinal) ? "factory" : method.Name;

    [GeneratedRegex(@"^\s*(static\s+)?\(\s*\)\s*=>\s*")]
    private static partial Regex Arrow();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
