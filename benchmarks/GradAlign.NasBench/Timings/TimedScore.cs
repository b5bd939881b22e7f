namespace GradAlign.NasBench.Timings;

/// <summary>Ways of measuring a score, to be timed.</summary>
/// <param name="Key">Its key, or a name for several that come together.</param>
internal sealed record TimedScore(string Key)
{
    /// <summary>From the model and the batch to the number, by the cheapest way there is; null: only beside a scoring.</summary>
    public Action? Alone { get; init; }

    /// <summary>A scoring with the score beside it: less a scoring, what it adds. Null: what it costs alone.</summary>
    public Action? Beside { get; init; }

    /// <summary>Whether every scoring has it, so that it adds nothing.</summary>
    public bool IsFree { get; init; }

    /// <summary>Whether it costs so much that it is run once, and not in every round.</summary>
    public bool IsDear { get; init; }
}
