using GradAlign.Benchmarks;

namespace GradAlign.NasBench.Timings;

/// <summary>Times every score on one network.</summary>
internal static class CellTiming
{
    /// <summary>Name of the row of this project's scores, which come together.</summary>
    public const string Scoring = "gradalign";

    /// <summary>Processor times: medians over rounds in which everything is run in turn, after one round to warm up.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rounds">Rounds.</param>
    /// <param name="isThinned">Whether TE-NAS's thinned network is counted too.</param>
    /// <returns>Seconds of the floor, and a timing a score.</returns>
    public static (double Floor, IReadOnlyList<Timing> Scores) Run(TimedNetwork network, int rounds, bool isThinned)
    {
        var scores = network.Scores(isThinned);
        List<Action> ways = [network.Floor, network.Scoring];
        var timings = new List<Func<double[][], Timing>> { all => Of(Scoring, all, r => r[1], null) };
        foreach (var score in scores)
        {
            var (alone, beside) = (Place(ways, score.IsDear ? null : score.Alone), Place(ways, score.Beside));
            timings.Add(all => score.IsDear
                ? Once(score, Median(all, r => r[0]))
                : Of(score.Key, all, r => r[alone ?? beside!.Value], r => score.IsFree ? 0 : beside is { } b ? r[b] - r[1] : r[alone!.Value]));
        }

        var measured = Rounds.Run(rounds, [.. ways]);
        return (Median(measured, r => r[0]), [.. timings.Select(t => t(measured))]);
    }

    private static int? Place(List<Action> ways, Action? way)
    {
        if (way is null) return null;
        ways.Add(way);
        return ways.Count - 1;
    }

    private static Timing Once(TimedScore score, double floor)
    {
        var seconds = Rounds.Seconds(score.Alone!);
        return new(score.Key, seconds, seconds / floor, seconds, seconds / floor);
    }

    private static Timing Of(string key, double[][] rounds, Func<double[], double> alone, Func<double[], double>? added) => new(
        key, Median(rounds, alone), Median(rounds, r => alone(r) / r[0]),
        added is null ? null : Median(rounds, added), added is null ? null : Median(rounds, r => added(r) / r[0]));

    private static double Median(double[][] rounds, Func<double[], double> of) => Rounds.Median(rounds, of);
}
