using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>What the page's plots are drawn from, as JSON that can stand within a script element.</summary>
internal static class PlotData
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The default encoder escapes < > & ' and whatever is not ASCII: no text ends the script element.
        Encoder = JavaScriptEncoder.Default,
    };

    /// <summary>One line of JSON.</summary>
    /// <param name="report">The report.</param>
    /// <param name="history">Scores over time by the name of a model.</param>
    public static string Write(Report report, IReadOnlyDictionary<string, IReadOnlyList<DatedScores>> history) => JsonSerializer.Serialize(
        new Data([.. report.Models.Select(m => Plotted(m, history.GetValueOrDefault(m.Report.Name)))], Plotted(report.Calibration)), Options);

    private static Scatter? Plotted(CalibrationDescription? calibration) => calibration is not { Scatter.Count: > 0 } ? null
        : new(calibration.Name, [.. calibration.Scatter.Select(p => (double[])[Math.Round(p.Predicted, 4), Math.Round(p.Accuracy, 4)])]);

    private static Estimate? Plotted(AccuracyEstimate? estimate) => estimate is not { Value: { } value, Lower: { } low, Upper: { } high } ? null
        : new(Math.Round(value, 4), Math.Round(low, 4), Math.Round(high, 4), estimate.IsInDomain);

    private static Model Plotted(JudgedModel judged, IReadOnlyList<DatedScores>? history) => new(
        judged.Report.Name,
        HtmlReportWriter.Verdict(judged),
        Summary(judged.Report[ScoreCatalog.Conflict]),
        Summary(judged.Report[ScoreCatalog.Collapse]),
        [judged.Limits?.WarnConflict, judged.Limits?.MaxConflict],
        [judged.Limits?.WarnCollapse, judged.Limits?.MaxCollapse],
        [.. judged.Report.Layers.Select(Plotted)],
        judged.Report.Gradients is { } g ? new(g.Labels, g.Samples, g.Cosines, g.Eigenvalues) : null,
        history is { Count: > 0 } ? [.. history.Select(h => new Point(h.Date.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture), h.Revision, h.Conflict, h.Collapse))] : null,
        Plotted(judged.ExpectedAccuracy));

    private static Layer Plotted(LayerReport layer) => new(
        layer.Name + LayerMark.Of(layer), $"{layer.Kind} {string.Join(" × ", layer.Shape)}",
        Summary(layer.Scores.FirstOrDefault(s => s.Key == ScoreCatalog.Conflict.Key), withValues: false),
        Summary(layer.Scores.FirstOrDefault(s => s.Key == ScoreCatalog.Collapse.Key), withValues: false));

    private static Spread? Summary(ScoreSummary? score, bool withValues = true) => score is not { State: ScoreState.Defined, Mean: { } mean } ? null
        : new(Math.Round(mean, 4), Math.Round(score.StandardDeviation ?? 0, 4), withValues ? [.. score.Values.OfType<double>().Select(v => Math.Round(v, 4))] : null);

    private sealed record Data(IReadOnlyList<Model> Models, Scatter? Calibration);

    private sealed record Scatter(string Name, IReadOnlyList<double[]> Points);

    private sealed record Estimate(double Value, double Low, double High, bool Inside);

    private sealed record Model(
        string Name, string Verdict, Spread? Conflict, Spread? Collapse, IReadOnlyList<double?> ConflictLimits, IReadOnlyList<double?> CollapseLimits,
        IReadOnlyList<Layer> Layers, Gram? Gram, IReadOnlyList<Point>? History, Estimate? Expected);

    private sealed record Layer(string Name, string What, Spread? Conflict, Spread? Collapse);

    private sealed record Spread(double Mean, double Deviation, IReadOnlyList<double>? Values);

    private sealed record Gram(IReadOnlyList<long>? Labels, IReadOnlyList<int> Samples, string Cosines, IReadOnlyList<double> Eigenvalues);

    private sealed record Point(string Date, string Revision, double? Conflict, double? Collapse);
}
