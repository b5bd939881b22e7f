using System.Diagnostics.CodeAnalysis;

namespace GradAlign.Testing.Scoring;

/// <summary>A scoring that several tests may wait for. It is given up when the last of them is.</summary>
/// <param name="score">Starts the scoring.</param>
// Kept for the whole run, as its token is: there is no moment to dispose it.
[SuppressMessage("Reliability", "CA1001", Justification = "Lives as long as the process.")]
internal sealed class SharedScore(Func<CancellationToken, Task<ArchitectureScore>> score)
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource givenUp = new();
    private Task<ArchitectureScore>? running;
    private int waiting;

    /// <summary>The scoring, started by the first who asks; null where it was given up.</summary>
    public Task<ArchitectureScore>? Join()
    {
        lock (gate)
        {
            if (givenUp.IsCancellationRequested) return null;
            waiting++;
            return running ??= Task.Run(() => score(givenUp.Token));
        }
    }

    /// <summary>One who joined is done.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (--waiting == 0 && running is { IsCompleted: false }) givenUp.Cancel();
        }
    }
}
