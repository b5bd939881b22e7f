namespace GradAlign.Analyzer.Verdicts;

/// <summary>One thing found about a model or a project.</summary>
/// <param name="Id">The rule's id, see <see cref="Rules"/>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was seen, why it matters, what to do.</param>
public sealed record Finding(string Id, Severity Severity, string Message);
