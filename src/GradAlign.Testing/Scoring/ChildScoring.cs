using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Testing.Scoring;

/// <summary>Scores in a process of its own: a crash there is a finding here.</summary>
internal static class ChildScoring
{
    public static async Task<ModelReport> ScoreAsync(ScoringSubject subject, CancellationToken cancellationToken)
    {
        var host = new HostSettings
        {
            Timeout = subject.Settings.Timeout,
            HostFolder = Path.GetDirectoryName(typeof(ChildScoring).Assembly.Location),
            DependenciesOf = TestApplication.AssemblyPath,
        };
        var request = new ScoringRequest(subject.Assembly.Location, subject.Options, [subject.Model]);
        var outcome = await ScoringHost.ScoreAsync(request, host, progress: null, cancellationToken).ConfigureAwait(false);
        return outcome.Failure is { } failure
            ? ModelReport.Unmeasured(subject.Model, subject.Options) with { Findings = [failure] }
            : outcome.Reports[0];
    }
}
