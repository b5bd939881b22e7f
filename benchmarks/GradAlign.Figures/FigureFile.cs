using ScottPlot;

namespace GradAlign.Figures;

/// <summary>Saves a plot as SVG and as PNG.</summary>
internal static class FigureFile
{
    // A PNG has two dots a point of the SVG, so that it is sharp where it is shown large.
    private const int Density = 2;

    // Has every sign that the figures need; what shows an SVG takes another one where it is absent.
    private const string Font = "DejaVu Sans";

    private const float Right = 14;
    private const float Bottom = 48;
    private const float Top = 54;
    private const float LegendWidth = 214;

    /// <summary>Writes <c>NAME.svg</c> and <c>NAME.png</c>.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="folder">Where to; made where it is not there.</param>
    /// <param name="name">Name of the files.</param>
    /// <param name="width">Width in points.</param>
    /// <param name="height">Height in points.</param>
    /// <param name="left">Room for the labels on the left.</param>
    /// <param name="legend">Whether a legend stands on the right.</param>
    public static void Save(Plot plot, string folder, string name, int width, int height, float left = 64, bool legend = false)
    {
        Directory.CreateDirectory(folder);
        plot.FigureBackground.Color = Colors.White;
        plot.Grid.MajorLineColor = Colors.Black.WithOpacity(0.08);
        plot.Axes.Title.Label.FontSize = 14;
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.Label.FontSize = 12;
        plot.Axes.Left.Label.FontSize = 12;
        plot.Legend.FontSize = 12;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = Colors.Transparent;
        plot.Font.Set(Font);
        plot.Layout.Fixed(new PixelPadding(left, legend ? LegendWidth : Right, Bottom, Top));
        File.WriteAllText(Path.Combine(folder, name + ".svg"), Svg(plot, width, height));
        plot.ScaleFactor = Density;
        plot.SavePng(Path.Combine(folder, name + ".png"), width * Density, height * Density);
    }

    private static string Svg(Plot plot, int width, int height) =>
        plot.GetSvgXml(width, height).Replace($"font-family=\"{Font}\"", $"font-family=\"{Font}, Verdana, sans-serif\"", StringComparison.Ordinal);
}
