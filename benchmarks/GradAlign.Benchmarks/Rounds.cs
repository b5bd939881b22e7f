using System.Diagnostics;

namespace GradAlign.Benchmarks;

/// <summary>Times three ways of doing a thing in turn, round after round.</summary>
internal static class Rounds
{
    /// <summary>Medians over the rounds: seconds of the floor, and the ratios within a round. A round before them warms up and is not counted.</summary>
    public static (double Floor, double FastToFloor, double LoopToFast) Medians(int rounds, Action floor, Action fast, Action loop)
    {
        _ = Round();
        var timed = Enumerable.Range(0, rounds).Select(_ => Round()).ToArray();
        return (Median(timed.Select(t => t.Floor)), Median(timed.Select(t => t.Fast / t.Floor)), Median(timed.Select(t => t.Loop / t.Fast)));

        (double Floor, double Fast, double Loop) Round() => (Seconds(floor), Seconds(fast), Seconds(loop));
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
