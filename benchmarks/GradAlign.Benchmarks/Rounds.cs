namespace GradAlign.Benchmarks;

/// <summary>Medians of what several ways of doing a thing cost, taken in turn, round after round.</summary>
internal static class Rounds
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>Processor seconds of each way in each round, [rounds][ways]. A round before them warms up and is not counted.</summary>
    public static double[][] Run(int rounds, params Action[] ways)
    {
        foreach (var way in ways) way();
        return [.. Enumerable.Range(0, rounds).Select(_ => ways.Select(Seconds).ToArray())];
    }

    /// <summary>The median over the rounds of what is made of one round.</summary>
    public static double Median(double[][] rounds, Func<double[], double> of)
    {
        var sorted = rounds.Select(of).Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Processor seconds of a run. Of the process, so that a busy machine does not count; a short run is repeated.</summary>
    public static double Seconds(Action way)
    {
        var start = Environment.CpuUsage.TotalTime;
        var times = 0;
        do
        {
            way();
            times++;
        }
        while (Environment.CpuUsage.TotalTime - start < Shortest);
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / times;
    }
}
