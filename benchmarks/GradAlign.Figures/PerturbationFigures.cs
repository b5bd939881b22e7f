using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Figures.Tables;
using ScottPlot;

namespace GradAlign.Figures;

/// <summary>How scores move with a single parameter.</summary>
internal static class PerturbationFigures
{
    private const int Width = 650;
    private const int Height = 360;

    // Okabe and Ito's colours, told apart by colour-blind readers too; linear regions come first.
    private static readonly Color[] Colours = [.. new[] { "#D55E00", "#0072B2", "#009E73", "#56B4E9", "#CC79A7", "#E69F00" }.Select(Color.FromHex)];

    /// <summary>The trial in which linear regions jump most: the case that speaks most against them.</summary>
    public static void SaveCurves(IReadOnlyList<PerturbedScore> scores, string folder)
    {
        var regions = scores.Single(s => s.Score == ScoreCatalog.LinearRegions);
        var chosen = Enumerable.Range(0, regions.Trials.Count).MaxBy(t => regions.Trials[t].Jump);
        using var plot = new Plot();
        foreach (var (score, colour) in scores.Zip(Colours))
        {
            var curve = score.Trials[chosen];
            var own = curve.Values[curve.Values.Length / 2];
            var line = plot.Add.ScatterLine(curve.Changes, [.. curve.Values.Select(v => v - own)]);
            line.Color = colour;
            line.LineWidth = score == regions ? 2.5f : 1.5f;
            line.LegendText = score.Score.Title;
        }

        plot.ShowLegend(Edge.Right);
        plot.Title($"One parameter moved: {regions.Trials[chosen].Parameter},\nof {regions.Trials.Count} the one with which linear regions jump most");
        plot.XLabel("change of the parameter, over the rms of its tensor");
        plot.YLabel("change of the score, sd over initialisations");
        FigureFile.Save(plot, folder, "perturbation", Width, Height, legend: true);
    }

    /// <summary>Greatest jump of every score in every trial.</summary>
    public static void SaveJumps(IReadOnlyList<PerturbedScore> scores, string folder)
    {
        using var plot = new Plot();
        foreach (var (score, row) in scores.Select((s, i) => (s, scores.Count - 1 - i)))
        {
            double[] jumps = [.. score.Trials.Select(t => t.Jump).Where(double.IsFinite)];
            var dots = plot.Add.ScatterPoints(jumps, [.. jumps.Select(_ => (double)row)]);
            dots.MarkerSize = 8;
            dots.Color = Colours[scores.Count - 1 - row].WithOpacity(0.4);
            double[] sorted = [.. jumps.Order()];
            var median = plot.Add.Marker(sorted[sorted.Length / 2], row, MarkerShape.VerticalBar, 18, Colors.Black);
            median.LineWidth = 2;
        }

        plot.Axes.Left.SetTicks([.. scores.Select((_, i) => (double)(scores.Count - 1 - i))], [.. scores.Select(s => s.Score.Title)]);
        plot.Axes.SetLimitsY(-0.6, scores.Count - 0.4);
        plot.Title(string.Create(CultureInfo.InvariantCulture, $"The greatest jump of each score,\none parameter moved {scores[0].Trials.Count} times (bar: median)"));
        plot.XLabel("jump between neighbouring values, sd over initialisations");
        FigureFile.Save(plot, folder, "perturbation-jumps", Width, Height, left: 190);
    }
}
