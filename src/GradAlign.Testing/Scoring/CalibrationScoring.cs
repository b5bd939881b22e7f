using GradAlign.Analyzer.Calibration;

namespace GradAlign.Testing.Scoring;

/// <summary>The score of a model with everything that a calibration takes.</summary>
internal static class CalibrationScoring
{
    /// <summary>The score itself where it has everything, or there is nothing to score again; else that of another scoring, which is shared as every other is.</summary>
    public static Task<ArchitectureScore> WithScoresOfAsync(Calibrator calibrator, ArchitectureScore score, ScoringSubject? subject, CancellationToken cancellationToken)
    {
        var lacks = (calibrator.ScoresToAsk ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Any(key => score.Report.Scores.All(s => s.Key != key));
        return lacks && subject is not null
            ? SharedScores.GetAsync(subject.Asking(calibrator.ScoresToAsk!), cancellationToken)
            : Task.FromResult(score);
    }
}
