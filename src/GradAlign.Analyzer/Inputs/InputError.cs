using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Inputs;

/// <summary>What can be wrong with a batch, as exceptions that carry a finding.</summary>
internal static class InputError
{
    /// <summary>The data cannot be opened or cannot give the batch (GA0006).</summary>
    public static ScoringException Configuration(string message, Exception? cause = null) =>
        Of(Rules.InvalidConfiguration, message, cause);

    /// <summary>The batch does not fit the model (GA0005).</summary>
    public static ScoringException Shape(string message) => Of(Rules.ShapeMismatch, message, null);

    /// <summary>The user's method failed (GA0004).</summary>
    public static ScoringException UserCode(string message, Exception? cause = null) =>
        Of(Rules.UserCodeFailed, message, cause);

    private static ScoringException Of(Rule rule, string message, Exception? cause) =>
        new(rule.Finding(message), cause);
}
