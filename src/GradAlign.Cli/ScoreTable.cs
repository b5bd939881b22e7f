using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Cli;

/// <summary>Reads scores and accuracies and puts them together, cell by cell.</summary>
internal static class ScoreTable
{
    /// <summary>What a study writes beside the scores.</summary>
    public static IReadOnlyList<string> NoScores { get; } = ["arch", "hash", "index", "space", "batch_size", "batch_norm", "input_shape", "classes", "seed", "repeats", "data", "seconds", "engine", "undefined"];

    /// <summary>The cells that are in both files, in the order of the scores, with the aggregate where the file has its parts, and how many of the scores have no accuracy.</summary>
    /// <exception cref="ScoreFailure">A file cannot be read, or has no such column.</exception>
    public static (ScoredCells Cells, int Unmatched) Read(CorrelateSettings settings)
    {
        var scores = TableFile.Rows(settings.Scores);
        var accuracies = TableFile.Rows(settings.Accuracy);
        var known = settings.Space is { } space ? AccuracySource.Spaces[space]
            : AccuracySource.Spaces.Values.FirstOrDefault(s => TableFile.Has(scores, s.Identity) && TableFile.Has(accuracies, s.Identity));
        var identity = settings.Identity ?? known?.Identity ?? throw Missing("name the column that identifies a cell with --identity, or the space with --space");
        var column = settings.Column ?? known?.Accuracy ?? throw Missing("name the column of the accuracy with --column, or the space with --space");
        TableFile.Require(scores, settings.Scores, identity);
        TableFile.Require(accuracies, settings.Accuracy, identity);
        TableFile.Require(accuracies, settings.Accuracy, column);

        var byIdentity = accuracies.DistinctBy(r => r[identity]).ToDictionary(r => r[identity], r => TableFile.Number(r[column], settings.Accuracy, column));
        if (scores.GroupBy(r => r[identity]).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"{settings.Scores} has the cell {twice.Key} more than once.");
        }

        var rows = scores.Where(r => byIdentity.GetValueOrDefault(r[identity]) is not null).ToArray();
        string[] keys = scores.Count == 0 ? [] : [.. scores[0].Keys.Where(k => k != identity && !NoScores.Contains(k) && TableFile.IsNumeric(scores, k))];
        return (new ScoredCells(
            [.. rows.Select(r => byIdentity[r[identity]]!.Value)],
            [.. keys.Select(k => new ScoreColumn(k, ScoreCatalog.Find(k)?.Better ?? Better.Neither, [.. rows.Select(r => TableFile.Number(r[k], settings.Scores, k))]))]).WithAggregate(),
            scores.Count - rows.Length);

        ScoreFailure Missing(string cure) => new(ExitCode.BadArguments, $"{settings.Scores} and {settings.Accuracy} have no column of a known search space in common: {cure}.");
    }
}
