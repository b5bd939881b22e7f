using System.IO.Enumeration;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Chooses models by name.</summary>
public static class ModelFilter
{
    /// <summary>Whether a pattern names a model: by its method, by <c>Type.Method</c> or by its full name.</summary>
    /// <param name="pattern">Pattern with <c>*</c> and <c>?</c>, case-insensitive.</param>
    /// <param name="fullName">Full name of the factory, <c>Namespace.Outer+Type.Method</c>.</param>
    public static bool Matches(string pattern, string fullName)
    {
        var parts = fullName.Split('.', '+');
        return Enumerable.Range(0, parts.Length).Any(i => FileSystemName.MatchesSimpleExpression(pattern, string.Join('.', parts[i..])));
    }
}
