using System.Collections.Concurrent;

namespace GradAlign.Testing.Scoring;

/// <summary>Scores each subject once in a test run, one at a time: what runs beside a scoring neither slows it nor shares its memory.</summary>
internal static class SharedScores
{
    private static readonly ConcurrentDictionary<string, SharedScore> Scores = new(StringComparer.Ordinal);
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <exception cref="OperationCanceledException">Cancelled; others who wait for the same score are not.</exception>
    public static async Task<ArchitectureScore> GetAsync(ScoringSubject subject, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (subject.Key is null) return await Task.Run(() => ScoreAsync(subject, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        while (true)
        {
            var shared = Scores.GetOrAdd(subject.Key, _ => new SharedScore(token => ScoreAsync(subject, token)));
            if (shared.Join() is { } score)
            {
                try
                {
                    var report = await score.WaitAsync(cancellationToken).ConfigureAwait(false);
                    // The one who scored it first may have called the model otherwise.
                    return report with { Report = report.Report with { Name = subject.Model.Name } };
                }
                finally
                {
                    shared.Leave();
                }
            }

            Scores.TryRemove(KeyValuePair.Create(subject.Key, shared));
        }
    }

    private static async Task<ArchitectureScore> ScoreAsync(ScoringSubject subject, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var report = subject.WhyInProcess is null
                ? await ChildScoring.ScoreAsync(subject, cancellationToken).ConfigureAwait(false)
                : InProcessScoring.Score(subject, cancellationToken);
            return new(report, subject.Options, subject.WhyInProcess);
        }
        finally
        {
            Turn.Release();
        }
    }
}
