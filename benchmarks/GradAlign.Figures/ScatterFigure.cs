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
    private static readonly Color Dots = Color.FromHex("#0B5FA5");

    /// <summary>Draws and saves a figure.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="space">The search space.</param>
    /// <param name="folder">Where to.</param>
    public static void Save(ScoredAccuracies cells, FigureSpace space, string folder)
    {
        using var plot = new Plot();
        var isLogarithmic = cells.Score == ScoreCatalog.Params || cells.Score == ScoreCatalog.Macs;
        double[] x = isLogarithmic ? [.. cells.Values.Select(Math.Log10)] : cells.Values;
        var floor = Floor(cells.Accuracies);
        var inside = cells.Accuracies.Select(a => a >= floor).ToArray();
        Add(plot, MarkerShape.FilledCircle, x.Where((_, i) => inside[i]), cells.Accuracies.Where((_, i) => inside[i]));

        // Cells that hardly learn at all would squeeze the others into a line.
        var below = inside.Count(i => !i);
        if (below > 0) Add(plot, MarkerShape.OpenTriangleDown, x.Where((_, i) => !inside[i]), Enumerable.Repeat(floor, below));
        plot.Axes.Margins(0.04, 0.06);
        plot.Title(string.Create(CultureInfo.InvariantCulture, $"{space.Title}: {cells.Score.Title}\nKendall's τb = {Sign(cells.Tau)}, n = {cells.Values.Length}"));
        plot.YLabel(string.Create(CultureInfo.InvariantCulture, $"{space.Accuracy}, %") + (below > 0 ? string.Create(CultureInfo.InvariantCulture, $"  (▽: {below} below {floor:0.#})") : ""));
        plot.XLabel($"{(isLogarithmic ? "log₁₀ " : "")}{Lower(cells.Score.Title)}{Direction(cells.Score)}");
        FigureFile.Save(plot, folder, $"{space.Name}-{cells.Score.Key}", Width, Height);
    }

    private static void Add(Plot plot, MarkerShape shape, IEnumerable<double> x, IEnumerable<double> y)
    {
        var dots = plot.Add.ScatterPoints(x.ToArray(), y.ToArray());
        dots.MarkerShape = shape;
        dots.MarkerSize = 5;
        dots.Color = Dots.WithOpacity(0.55);
    }

    // Tukey's far-out fence, at a whole percent; without such cells the smallest accuracy.
    private static double Floor(double[] accuracies)
    {
        double[] sorted = [.. accuracies.Order()];
        double low = sorted[sorted.Length / 4], high = sorted[sorted.Length * 3 / 4];
        return Math.Max(sorted[0], Math.Floor(low - (3 * (high - low))));
    }

    private static string Sign(double tau) => tau.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    private static string Lower(string title) => title.StartsWith("GradAlign", StringComparison.Ordinal) ? title : title.ToLowerInvariant();

    private static string Direction(ScoreDefinition score) => score.Better switch
    {
        Better.Higher => "  (higher is better →)",
        Better.Lower => "  (← lower is better)",
        _ => "",
    };
}
