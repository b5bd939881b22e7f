namespace GradAlign.Analyzer.Metrics;

/// <summary>A score over the seeds. One undefined seed makes it undefined.</summary>
public sealed record ScoreSummary
{
    /// <summary>Key, see <see cref="ScoreCatalog"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Whether there is a value.</summary>
    public required ScoreState State { get; init; }

    /// <summary>Mean over the seeds; null unless defined.</summary>
    public double? Mean { get; init; }

    /// <summary>Standard deviation over the seeds (n − 1 in the denominator; 0 for one seed); null unless defined.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The value of each seed, in the order of the seeds; null where that seed has none.</summary>
    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>Why it is not defined; null where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Summarises the values of all seeds.</summary>
    /// <param name="key">Key of the score.</param>
    /// <param name="values">One value a seed.</param>
    public static ScoreSummary Of(string key, IReadOnlyList<ScoreValue> values)
    {
        var numbers = values.Select(v => v.Value).ToArray();
        foreach (var state in new[] { ScoreState.Undefined, ScoreState.NotApplicable })
        {
            if (values.Any(v => v.State == state))
            {
                var reason = values.First(v => v.State == state).Reason;
                return new() { Key = key, State = state, Values = numbers, Reason = reason };
            }
        }

        var mean = numbers.Average(v => v!.Value);
        var deviation = numbers.Length < 2 ? 0 : Math.Sqrt(numbers.Sum(v => (v!.Value - mean) * (v.Value - mean)) / (numbers.Length - 1));
        return new() { Key = key, State = ScoreState.Defined, Mean = mean, StandardDeviation = deviation, Values = numbers };
    }
}
