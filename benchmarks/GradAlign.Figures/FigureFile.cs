using ScottPlot;

namespace GradAlign.Figures;

/// <summary>Saves a plot as SVG and as PNG.</summary>
internal static class FigureFile
{
    // A PNG has two dots a point of the SVG, so that it is sharp where it is shown large.
    private const int Density = 2;

    /// <summary>Writes <c>NAME.svg</c> and <c>NAME.png</c>.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="folder">Where to; made where it is not there.</param>
    /// <param name="name">Name of the files.</param>
    /// <param name="width">Width in points.</param>
    /// <param name="height">Height in points.</param>
    public static void Save(Plot plot, string folder, string name, int width, int height)
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
        plot.Font.Set(Fonts.Sans);
        plot.SaveSvg(Path.Combine(folder, name + ".svg"), width, height);
        plot.ScaleFactor = Density;
        plot.SavePng(Path.Combine(folder, name + ".png"), width * Density, height * Density);
    }
}
