using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>A model's numbers and what they come to.</summary>
/// <param name="Report">What was measured.</param>
/// <param name="Verdict">What it comes to.</param>
public sealed record JudgedModel(ModelReport Report, Verdict Verdict)
{
    /// <summary>The limits that hold for this model, the default ones filled in where they hold; null where they are not known.</summary>
    public Limits? Limits { get; init; }

    /// <summary>The accuracy that a calibration expects of it; null where none was asked.</summary>
    public AccuracyEstimate? ExpectedAccuracy { get; init; }

    /// <summary>The findings of the scoring, then the verdict's.</summary>
    public IEnumerable<Finding> AllFindings => Report.Findings.Concat(Verdict.Findings);
}
