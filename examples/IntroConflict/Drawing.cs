using System.Globalization;
using System.Text;

namespace IntroConflict;

/// <summary>Curves as an SVG image.</summary>
internal static class Drawing
{
    private const int Width = 480;
    private const int Height = 320;
    private const int Margin = 48;
    private static readonly string[] Colours = ["#d55e00", "#0072b2"];

    /// <summary>Draws the losses, a curve a network.</summary>
    /// <param name="curves">Name and losses of each.</param>
    public static string Svg(params IReadOnlyList<(string Name, double[] Losses)> curves)
    {
        var (low, high) = (curves.Min(c => c.Losses.Min()), curves.Max(c => c.Losses.Max()));
        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="13">""");
        Line(svg, $"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        Line(svg, $"""<path d="M{Margin} {Margin}V{Height - Margin}H{Width - Margin}" fill="none" stroke="black"/>""");
        Line(svg, $"""<text x="{Width / 2}" y="{Height - 14}" text-anchor="middle">step of gradient descent</text>""");
        Line(svg, $"""<text x="{Margin}" y="20">loss, from {low:0.00} to {high:0.00}</text>""");
        for (var k = 0; k < curves.Count; k++)
        {
            var (name, losses) = curves[k];
            var points = losses.Select((loss, step) => string.Create(CultureInfo.InvariantCulture,
                $"{Margin + ((double)step / (losses.Length - 1) * (Width - (2 * Margin))):0.#},{Margin + ((high - loss) / (high - low) * (Height - (2 * Margin))):0.#}"));
            Line(svg, $"""<polyline points="{string.Join(' ', points)}" fill="none" stroke="{Colours[k % Colours.Length]}" stroke-width="2"/>""");
            Line(svg, $"""<text x="{Width - Margin}" y="{20 + (16 * k)}" text-anchor="end" fill="{Colours[k % Colours.Length]}">{name}</text>""");
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void Line(StringBuilder svg, FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
