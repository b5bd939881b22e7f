using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Hosting;

/// <summary>Scores models in a process of their own: whatever a model does, each gets its report, and the caller lives.</summary>
public static class ScoringHost
{
    /// <summary>Scores the models of a request. A model that ends the process is blamed, and the rest go on in a new one.</summary>
    /// <param name="request">What to score.</param>
    /// <param name="settings">How to start the process.</param>
    /// <param name="progress">Told every event as it happens.</param>
    /// <param name="cancellationToken">Kills the process at once.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<ScoringOutcome> ScoreAsync(
        ScoringRequest request, HostSettings settings, IProgress<ScoringEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        var reports = new List<ModelReport>();
        while (reports.Count < request.Models.Count)
        {
            var rest = request with { Models = [.. request.Models.Skip(reports.Count)] };
            ScoringRun run;
            try
            {
                run = await ScoringRun.RunAsync(rest, settings, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (ScoringException e)
            {
                return new(reports, e.Finding);
            }

            reports.AddRange(run.Reports);
            if (run.Failure is not null) return new(reports, run.Failure);
            if (run.Reports.Count == rest.Models.Count) break;

            // The process ended before its work was done: the model that it was at is to blame.
            if (!run.Started) return new(reports, (run.IsKilled ? Rules.ScoringKilled : Rules.AssemblyNotInspected).Finding($"The scoring process {run.Ending} before it reached a model. {run.LastWords}".TrimEnd()));
            var blamed = rest.Models[run.Reports.Count];
            var rule = run.IsKilled ? Rules.ScoringKilled : Rules.UserCodeFailed;
            var report = ModelReport.Unmeasured(blamed, request.Options) with { Findings = [rule.Finding($"While {blamed.Name} was scored, the process {run.Ending}. {run.LastWords}".TrimEnd())] };
            reports.Add(report);
            progress?.Report(new ModelFinished(report));
        }

        return new(reports, null);
    }
}
