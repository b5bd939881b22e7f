using System.Globalization;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>A model's numbers as tables: what the plots show, for those who do not see them, and more.</summary>
internal static class ModelTables
{
    // Of more classes a table cannot be read, and the page becomes large.
    private const int MostClasses = 20;

    public static void Write(HtmlText html, ModelReport model, int number, IReadOnlyList<DatedScores> history)
    {
        if (model.Scores.Count > 0)
        {
            html.Line($"<h3>Numbers</h3>");
            Table(html, number, "Scores", false, ["score", "value", "range", "better"], [2], model.Scores.Select(s => Score(model, s)));
        }

        if (model.Layers.Count > 0) Table(html, number, "Layers", true, ["layer", "kind", "shape", "conflict", "collapse", "rms gradient"], [4, 5, 6], model.Layers.Select(Layer));
        if (model.Gradients is { } gradients)
        {
            if (ClassCosines.Of(gradients) is { Labels.Count: <= MostClasses } classes)
            {
                Table(html, number, "Mean cosines between classes", true, ["class", .. classes.Labels.Select(l => l.ToString(CultureInfo.InvariantCulture))], [.. Enumerable.Range(2, classes.Labels.Count)],
                    classes.Labels.Select((label, i) => (string[])[label.ToString(CultureInfo.InvariantCulture), .. classes.Labels.Select((_, j) => Numbers.Number(classes.Means[i, j], "0.00"))]));
            }

            html.Line($"<details><summary>Eigenvalues</summary><p>The largest first: {string.Join(", ", gradients.Eigenvalues.Select(v => Numbers.Number(v, "0.#####")))}.</p></details>");
        }

        if (history.Count > 0) Table(html, number, "History", true, ["date", "revision", "conflict", "collapse"], [3, 4], history.Select(h => new[] { h.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), h.Revision, Numbers.Number(h.Conflict, "0.000"), Numbers.Number(h.Collapse, "0.000") }));
    }

    private static string[] Score(ModelReport model, ScoreSummary score)
    {
        var definition = model.DefinitionOf(score.Key);
        var better = definition?.Better switch { Better.Lower => "lower", Better.Higher => "higher", _ => "" };
        return [definition?.Title ?? score.Key, Numbers.Score(score) + (score.Reason is null ? "" : $" ({score.Reason})"), definition?.Range ?? "", better];
    }

    private static string[] Layer(LayerReport layer) =>
    [
        layer.Name + LayerMark.Of(layer), layer.Kind, string.Join(" × ", layer.Shape),
        Numbers.Score(Of(layer, ScoreCatalog.Conflict)), Numbers.Score(Of(layer, ScoreCatalog.Collapse)), Numbers.Number(Of(layer, ScoreCatalog.RmsGradient)?.Mean, "0.0e+0"),
    ];

    private static ScoreSummary? Of(LayerReport layer, ScoreDefinition score) => layer.Scores.FirstOrDefault(s => s.Key == score.Key);

    private static void Table(HtmlText html, int number, string title, bool folded, IReadOnlyList<string> columns, IReadOnlyList<int> numeric, IEnumerable<string[]> rows)
    {
        if (folded) html.Line($"<details><summary>{title}</summary>");
        html.Line($"<div class=\"scroll\" role=\"region\" aria-label=\"{title} of model {number}\" tabindex=\"0\"><table>");
        html.Trusted("<thead><tr>");
        for (var i = 0; i < columns.Count; i++) Cell(html, "th scope=\"col\"", "th", numeric.Contains(i + 1), columns[i]);
        html.Trusted("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Trusted("<tr>");
            for (var i = 0; i < row.Length; i++) Cell(html, i == 0 ? "th scope=\"row\"" : "td", i == 0 ? "th" : "td", numeric.Contains(i + 1), row[i]);
            html.Trusted("</tr>\n");
        }

        html.Line($"</tbody></table></div>");
        if (folded) html.Line($"</details>");
    }

    private static void Cell(HtmlText html, string open, string name, bool isNumber, string value)
    {
        html.Trusted($"<{open}{(isNumber ? " class=\"number\"" : "")}>");
        html.Text(value);
        html.Trusted($"</{name}>");
    }
}
