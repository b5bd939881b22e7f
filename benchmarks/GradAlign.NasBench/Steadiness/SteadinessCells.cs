using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Metrics;
using GradAlign.Cli;

namespace GradAlign.NasBench.Steadiness;

/// <summary>The scores of the same cells under every condition.</summary>
/// <param name="Space">Name of the search space.</param>
/// <param name="Cells">Identities of the cells that were scored under every condition.</param>
/// <param name="LeftOut">Cells of the file that were not.</param>
/// <param name="Conditions">Names of the conditions, the reference first.</param>
/// <param name="Scores">Keys of the scores, in the order of the file; the aggregate last, where its parts are there.</param>
/// <param name="Columns">The values of a score under a condition, in the order of the cells.</param>
internal sealed record SteadinessCells(
    string Space, IReadOnlyList<string> Cells, int LeftOut, IReadOnlyList<string> Conditions, IReadOnlyList<string> Scores, IReadOnlyDictionary<(string Score, string Condition), ScoreColumn> Columns)
{
    /// <summary>Reads the file of a steadiness study.</summary>
    /// <exception cref="ScoreFailure">It cannot be read, or is none.</exception>
    public static SteadinessCells Read(string path)
    {
        var rows = TableFile.Rows(path);
        foreach (var column in new[] { SteadinessStudy.Column, "space" }) TableFile.Require(rows, path, column);
        var identity = rows[0].Keys.First();
        string[] conditions = [.. rows.Select(r => r[SteadinessStudy.Column]).Distinct()];
        if (!conditions.Contains(Condition.Reference)) throw new ScoreFailure(ExitCode.BadArguments, $"{path} has no rows of the condition '{Condition.Reference}', which the others are held against.");

        var byCell = rows.GroupBy(r => r[identity]).ToArray();
        if (byCell.FirstOrDefault(c => c.DistinctBy(r => r[SteadinessStudy.Column]).Count() != c.Count()) is { } twice)
            throw new ScoreFailure(ExitCode.BadArguments, $"{path} has the cell {twice.Key} more than once under one condition.");
        var whole = byCell.Where(c => c.Count() == conditions.Length).Select(c => (Id: c.Key, Rows: c.ToDictionary(r => r[SteadinessStudy.Column]))).ToArray();
        string[] measured = [.. rows[0].Keys.Where(k => ScoreCatalog.Find(k) is not null)];
        var hasParts = !measured.Contains(ScoreCatalog.Aggregate.Key) && Aggregate.Parts.Append(ScoreCatalog.GradAlignIILayerwise).All(p => measured.Contains(p.Key));
        string[] scores = hasParts ? [.. measured, ScoreCatalog.Aggregate.Key] : measured;
        return new(rows[0]["space"], [.. whole.Select(c => c.Id)], byCell.Length - whole.Length, [Condition.Reference, .. conditions.Where(c => c != Condition.Reference)], scores,
            scores.SelectMany(s => conditions.Select(c => (s, c))).ToDictionary(k => k, k => Column(k.s, k.c)));

        ScoreColumn Column(string score, string condition) =>
            new(score, ScoreCatalog.Find(score)!.Better, [.. whole.Select(c => measured.Contains(score) ? Number(c.Rows[condition], score) : Aggregate.Of(part => Number(c.Rows[condition], part.Key)))]);

        double? Number(IReadOnlyDictionary<string, string> row, string score) => TableFile.Number(row[score], path, score);
    }

    /// <summary>Trained accuracies of the cells, from a file of the space.</summary>
    /// <exception cref="ScoreFailure">It cannot be read, has no such column, or lacks a cell.</exception>
    public IReadOnlyList<double> Accuracies(string path)
    {
        if (!AccuracySource.Spaces.TryGetValue(Space, out var source)) throw new ScoreFailure(ExitCode.BadArguments, $"Where accuracies of the space '{Space}' stand is not known.");
        var rows = TableFile.Rows(path);
        foreach (var column in new[] { source.Identity, source.Accuracy }) TableFile.Require(rows, path, column);
        var byCell = rows.DistinctBy(r => r[source.Identity]).ToDictionary(r => r[source.Identity], r => TableFile.Number(r[source.Accuracy], path, source.Accuracy));
        return [.. Cells.Select(c => byCell.GetValueOrDefault(c) ?? throw new ScoreFailure(ExitCode.BadArguments, $"{path} has no accuracy of the cell {c}."))];
    }
}
