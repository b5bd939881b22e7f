using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Testing.Messages;

/// <summary>One condition, evaluated.</summary>
/// <param name="Name">What was looked at, such as <c>conflict</c>.</param>
/// <param name="Outcome">Pass; Fail; Inconclusive, which fails as well.</param>
/// <param name="Expected">What was asked for, such as <c>below 0.6</c>.</param>
/// <param name="Actual">What was seen; a <see cref="MeasuredValue"/> where it is a number.</param>
public sealed record ConditionResult(string Name, Outcome Outcome, string Expected, string Actual)
{
    /// <summary>The number that was seen, with its spread and seeds; null where it was none.</summary>
    public MeasuredValue? Measured => MeasuredValue.Parse(Actual);
}
