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

            // An earlier model of the same process may have left a thread, a setting or a full memory behind: only in a process of its own is a model to blame.
            if (run is { Reports.Count: > 0, IsTimedOut: false }) continue;

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

    /// <summary>Loads an assembly's libtorch in a process of its own, and scores a tiny model there by both engines.</summary>
    /// <param name="assemblyPath">Full path of the assembly whose dependencies are used; none of its code runs.</param>
    /// <param name="settings">How to start the process.</param>
    /// <param name="cancellationToken">Kills the process at once.</param>
    /// <returns>The result, or why there is none: GA0001 with the loader's own message, GA0002, GA0007 or GA0012.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<(SelfTestResult? Result, Finding? Failure)> SelfTestAsync(string assemblyPath, HostSettings settings, CancellationToken cancellationToken = default)
    {
        try
        {
            var run = await ScoringRun.RunAsync(new(assemblyPath, new(), [], SelfTest: true), settings, null, cancellationToken).ConfigureAwait(false);
            if (run.SelfTest is not null || run.Failure is not null) return (run.SelfTest, run.Failure);
            var rule = run.IsKilled ? Rules.ScoringKilled : Rules.NativeLibraryMissing;
            return (null, rule.Finding($"The scoring process {run.Ending} in its self-test. {run.LastWords}".TrimEnd()));
        }
        catch (ScoringException e)
        {
            return (null, e.Finding);
        }
    }
}
