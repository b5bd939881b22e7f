using System.IO.Enumeration;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Chooses models by name.</summary>
public static class ModelFilter
{
    /// <summary>Whether a pattern names a model, by its name or its full name.</summary>
    /// <param name="pattern">Pattern with <c>*</c> and <c>?</c>, case-insensitive.</param>
    /// <param name="model">The model.</param>
    public static bool Matches(string pattern, ModelCase model) =>
        FileSystemName.MatchesSimpleExpression(pattern, model.Name)
        || FileSystemName.MatchesSimpleExpression(pattern, $"{model.TypeName.Replace('+', '.')}.{model.MethodName}");
}
