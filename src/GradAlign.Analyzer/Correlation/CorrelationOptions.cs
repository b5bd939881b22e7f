namespace GradAlign.Analyzer.Correlation;

/// <summary>How a correlation study is done.</summary>
public sealed record CorrelationOptions
{
    /// <summary>Resamples of every bootstrap.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Confidence level of the intervals, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Candidates of a draw; half of the cells where there are fewer than twice as many.</summary>
    public int Candidates { get; init; } = 100;

    /// <summary>Draws of candidates.</summary>
    public int Draws { get; init; } = 500;

    /// <summary>Seed of the resamples and draws.</summary>
    public int Seed { get; init; }

    /// <summary>Keys of scores that every score is held against; empty: the best one over all, and params, MACs and layers where they are there.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];
}
