namespace GradAlign.Analyzer.Calibration;

/// <summary>A table that was checked: finite, in one unit, with columns that say something.</summary>
internal sealed record CalibrationTable
{
    /// <summary>What identifies each row's model.</summary>
    public required IReadOnlyList<string> Identities { get; init; }

    /// <summary>Accuracy after training, [0, 1].</summary>
    public required double[] Accuracy { get; init; }

    /// <summary>Keys of the columns, in ordinal order.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>[rows × features].</summary>
    public required double[][] Rows { get; init; }

    /// <summary>Number of each row's group; rows of one group are never split between training and test.</summary>
    public required int[] Groups { get; init; }

    /// <summary>How the scores were measured.</summary>
    public required CalibrationConditions Conditions { get; init; }

    /// <summary>What the accuracies were counted in.</summary>
    public required AccuracyUnit Unit { get; init; }

    /// <summary>What was left out, for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The same table with some of its rows only.</summary>
    /// <param name="rows">Which.</param>
    public CalibrationTable Only(IReadOnlyList<int> rows) => this with
    {
        Identities = [.. rows.Select(r => Identities[r])],
        Accuracy = [.. rows.Select(r => Accuracy[r])],
        Rows = [.. rows.Select(r => Rows[r])],
        Groups = [.. rows.Select(r => Groups[r])],
    };

    /// <summary>The same table with some of its columns only; null where it has none of them.</summary>
    /// <param name="keys">Which.</param>
    public CalibrationTable? Only(IReadOnlyList<string> keys)
    {
        int[] kept = [.. Enumerable.Range(0, Features.Count).Where(f => keys.Contains(Features[f]))];
        return kept.Length == 0 ? null : this with
        {
            Features = [.. kept.Select(f => Features[f])],
            Rows = [.. Rows.Select(r => kept.Select(f => r[f]).ToArray())],
        };
    }
}
