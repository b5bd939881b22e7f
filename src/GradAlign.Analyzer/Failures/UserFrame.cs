using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace GradAlign.Analyzer.Failures;

/// <summary>Finds the user's own line in an exception: what TorchSharp, the runtime and this project add around it helps nobody mend it.</summary>
internal static class UserFrame
{
    // By assembly: the user's namespaces may begin with TorchSharp or System too.
    private static readonly string[] Others =
        ["TorchSharp", "TorchVision", "TorchAudio", "FSharp.Core", "GradAlign.Analyzer", "GradAlign.Host", "GradAlign.Testing"];

    private static readonly string? Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);

    /// <summary>
    /// The innermost frame of the user's code, <c>Net.forward (/src/Net.cs:12)</c>, without the place where there is no PDB; null where
    /// none of the frames is the user's.
    /// </summary>
    /// <param name="exception">What was thrown.</param>
    public static string? Of(Exception exception) => new StackTrace(exception, fNeedFileInfo: true).GetFrames()
        .Where(f => f.GetMethod() is { } method && IsUsers(method.Module.Assembly))
        .Select(f => f.GetFileName() is { } file
            ? string.Create(CultureInfo.InvariantCulture, $"{Name(f.GetMethod()!)} ({file}:{f.GetFileLineNumber()})")
            : Name(f.GetMethod()!))
        .FirstOrDefault();

    // An assembly that was loaded from memory has no place, and is the user's.
    private static bool IsUsers(Assembly assembly) => !Others.Contains(assembly.GetName().Name) && Path.GetDirectoryName(assembly.Location) != Runtime;

    // What the compiler makes of lambdas and iterators, <>c and <forward>b__0, is told by the names in the source.
    private static string Name(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))
        {
            if (Written(type.Name) is { Length: > 0 } made) name = made;
            type = outer;
        }

        if (name.StartsWith('<') && Written(name) is { Length: > 0 } written) name = written;
        var owner = type is null ? "" : type.Name.Split('`')[0];
        return name switch
        {
            ".ctor" => $"new {owner}",
            ".cctor" => $"the static constructor of {owner}",
            _ => owner.Length == 0 ? name : $"{owner}.{name}",
        };
    }

    private static string Written(string compiled) => compiled.IndexOf('>', StringComparison.Ordinal) is var end and > 1 ? compiled[1..end] : "";
}
