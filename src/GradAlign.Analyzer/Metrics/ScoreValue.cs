namespace GradAlign.Analyzer.Metrics;

/// <summary>A score of one seed.</summary>
/// <param name="State">Whether there is a value.</param>
/// <param name="Value">The value; null unless defined.</param>
/// <param name="Reason">Why there is none; null where there is one.</param>
public readonly record struct ScoreValue(ScoreState State, double? Value, string? Reason)
{
    /// <summary>A measured value; a non-finite one is undefined.</summary>
    /// <param name="value">The value.</param>
    public static ScoreValue Of(double value) =>
        double.IsFinite(value) ? new(ScoreState.Defined, value, null) : Undefined("the value is not finite");

    /// <summary>Not measurable.</summary>
    /// <param name="reason">Why.</param>
    public static ScoreValue Undefined(string reason) => new(ScoreState.Undefined, null, reason);

    /// <summary>The question does not arise.</summary>
    /// <param name="reason">Why.</param>
    public static ScoreValue NotApplicable(string reason) => new(ScoreState.NotApplicable, null, reason);
}
