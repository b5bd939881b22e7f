using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Figures.Tables;
using ScottPlot;

namespace GradAlign.Figures;

/// <summary>Trained accuracy against a score, a dot a cell.</summary>
internal static class ScatterFigure
{
    private const int Width = 480;
    private const int Height = 400;
    private const double Million = 1e6;
    private static readonly Color Dots = Color.FromHex("#0B5FA5").WithOpacity(0.55);

    /// <summary>Draws and saves a figure.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="space">The search space.</param>
    /// <param name="folder">Where to.</param>
    public static void Save(ScoredAccuracies cells, FigureSpace space, string folder)
    {
        using var plot = new Plot();
        var isLarge = cells.Score == ScoreCatalog.Params || cells.Score == ScoreCatalog.Macs;
        double[] scores = isLarge ? [.. cells.Values.Select(v => v / Million)] : cells.Values;
        var (x, y) = (new AxisEdge(scores), new AxisEdge(cells.Accuracies));
        foreach (var shape in scores.Zip(cells.Accuracies).GroupBy(c => !y.Holds(c.Second) ? MarkerShape.OpenTriangleDown : !x.Holds(c.First) ? MarkerShape.OpenDiamond : MarkerShape.FilledCircle))
        {
            var dots = plot.Add.ScatterPoints(shape.Select(c => x.Place(c.First)).ToArray(), shape.Select(c => y.Place(c.Second)).ToArray());
            dots.MarkerShape = shape.Key;
            dots.MarkerSize = 5;
            dots.Color = Dots;
        }

        plot.Axes.Margins(0.04, 0.06);
        plot.Title(string.Create(CultureInfo.InvariantCulture, $"{space.Title}: {cells.Score.Title}\nKendall's τ-b = {cells.Tau:+0.00;−0.00;0.00}, n = {cells.Values.Length}"));
        plot.YLabel($"{space.Accuracy}, %{y.Note("▽")}");
        plot.XLabel($"{Lower(cells.Score.Title)}{(isLarge ? ", millions" : "")}{Direction(cells.Score)}{x.Note("edge")}");
        FigureFile.Save(plot, folder, $"{space.Name}-{cells.Score.Key}", Width, Height);
    }

    private static string Lower(string title) => title.StartsWith("GradAlign", StringComparison.Ordinal) ? title : title.ToLowerInvariant();

    private static string Direction(ScoreDefinition score) => score.Better switch
    {
        Better.Higher => " (higher is better →)",
        Better.Lower => " (← lower is better)",
        _ => "",
    };
}
