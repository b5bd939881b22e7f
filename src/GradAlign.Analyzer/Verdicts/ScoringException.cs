namespace GradAlign.Analyzer.Verdicts;

/// <summary>Ends the scoring of one model with a finding: the caller turns it into the model's report.</summary>
/// <param name="finding">What went wrong.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class ScoringException(Finding finding, Exception? innerException = null) : Exception(finding.Message, innerException)
{
    /// <summary>What went wrong.</summary>
    public Finding Finding { get; } = finding;
}
