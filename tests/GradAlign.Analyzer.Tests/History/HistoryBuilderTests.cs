using System.Globalization;
using GradAlign.Analyzer.History;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Tests.Comparing;
using GradAlign.Analyzer.Tests.Inputs;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.History;

public sealed class HistoryBuilderTests
{
    [Fact]
    public void Trend_says_of_each_commit_the_change_and_the_verdict()
    {
        var models = HistoryBuilder.Build(
        [
            Revision("Net", 1, [0.3, 0.3, 0.3]), Revision("Other", 1, [0.1, 0.1, 0.1]),
            Revision("Net", 2, [0.95, 0.95, 0.95]), Revision("Net", 3, null), Revision("Net", 4, [0.2, 0.2, 0.2]),
            new("Net", "5", Day(5), "merge", "<<<<<<< HEAD"), Revision("Net", 6, [0.1, 0.1, 0.1]),
        ], new());

        Assert.Equal(["Net", "Other"], models.Select(m => m.Model));
        Assert.Equal(
            ["1 Measured New Pass", "2 Measured Worse Fail", "3 Gone Gone ", "4 Measured New Pass", "5 Unreadable Inconclusive ", "6 Measured Better Pass"],
            models[0].Points.Select(p => $"{p.Revision.Commit} {p.State} {p.Change} {p.Verdict?.Outcome}"));
        Assert.Contains("merge conflict", models[0].Points[4].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_is_by_the_limits_given() =>
        Assert.Equal(Outcome.Fail, HistoryBuilder.Build([Revision("Net", 1, [0.3, 0.3, 0.3])], new Limits { MaxConflict = 0.2 })[0].Points[0].Verdict!.Outcome);

    private static SnapshotRevision Revision(string model, int day, double[]? conflict) =>
        new(model, day.ToString(CultureInfo.InvariantCulture), Day(day), "subject", conflict is null ? null : Text(Sides.Model(model, conflict).Snapshot!));

    private static DateTimeOffset Day(int day) => new(2026, 1, day, 12, 0, 0, TimeSpan.Zero);

    private static string Text(ScoreSnapshot snapshot)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "x.verified.json");
        SnapshotFile.Write(path, snapshot);
        return File.ReadAllText(path);
    }
}
