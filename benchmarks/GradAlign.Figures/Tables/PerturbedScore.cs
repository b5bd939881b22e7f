using GradAlign.Analyzer.Metrics;

namespace GradAlign.Figures.Tables;

/// <summary>A score along the values of single parameters, in standard deviations over initialisations of the network.</summary>
/// <param name="Score">Which score.</param>
/// <param name="Trials">Its curves, one a trial.</param>
internal sealed record PerturbedScore(ScoreDefinition Score, IReadOnlyList<PerturbedCurve> Trials)
{
    /// <summary>Reads what <c>perturb</c> of GradAlign.NasBench wrote.</summary>
    /// <param name="curves">File of the curves.</param>
    /// <param name="summary">File of the scores' spreads.</param>
    public static IReadOnlyList<PerturbedScore> Read(string curves, string summary)
    {
        var trials = Table.Read(curves).GroupBy(r => r["trial"]).ToArray();
        return [.. Table.Read(summary).Select(row =>
        {
            var score = ScoreCatalog.Find(row["score"]) ?? throw new FormatException($"{summary}: there is no score '{row["score"]}'.");
            var unit = row.Number("sd_initialisations") ?? throw new FormatException($"{summary} has no sd_initialisations for '{score.Key}'.");
            return new PerturbedScore(score, [.. trials.Select(t => new PerturbedCurve(
                t.First()["parameter"], [.. t.Select(r => r.Number("change")!.Value)], [.. t.Select(r => (r.Number(score.Key) ?? double.NaN) / unit)]))]);
        })];
    }
}
