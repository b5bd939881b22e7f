using System.Globalization;

namespace GradAlign.Figures;

/// <summary>
/// Where an axis begins. A few cells that are far below all others would squeeze those into a line: where the upper 94% take less than
/// a third of the axis, the rest is drawn at the edge and counted in the label.
/// </summary>
internal sealed class AxisEdge
{
    private const double Share = 0.06;
    private const double Least = 1.0 / 3;
    private const double Gap = 0.03;
    private readonly double low;
    private readonly double edge;

    public AxisEdge(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        var (least, most) = (sorted[0], sorted[^1]);
        low = sorted[(int)(Share * sorted.Length)];
        if (most - low >= Least * (most - least)) low = least;
        edge = low - (Gap * (most - low));
        Below = values.Count(v => v < low);
    }

    /// <summary>Values that are drawn at the edge.</summary>
    public int Below { get; }

    /// <summary>Whether a value is drawn where it is.</summary>
    public bool Holds(double value) => value >= low;

    /// <summary>Where a value is drawn.</summary>
    public double Place(double value) => Holds(value) ? value : edge;

    /// <summary>What the label of the axis says of those at the edge.</summary>
    /// <param name="sign">How they are told.</param>
    public string Note(string sign) => Below == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({sign}: {Below} below {low.ToString("g3", CultureInfo.InvariantCulture)})");
}
