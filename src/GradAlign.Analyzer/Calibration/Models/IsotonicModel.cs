namespace GradAlign.Analyzer.Calibration.Models;

/// <summary>A monotone curve over one feature, by straight lines between its knots.</summary>
/// <param name="Feature">Which feature.</param>
/// <param name="Knots">Values of the feature, ascending.</param>
/// <param name="Values">The prediction at each knot, monotone.</param>
internal sealed record IsotonicModel(int Feature, double[] Knots, double[] Values) : AccuracyModel
{
    public override double[] Predict(double[][] rows) => [.. rows.Select(r => At(r[Feature]))];

    public override bool Fits(int features) => Feature >= 0 && Feature < features && Knots.Length > 0 && Knots.Length == Values.Length
        && Knots.Concat(Values).All(double.IsFinite) && Knots.SequenceEqual(Knots.Order());

    private double At(double x)
    {
        var at = Array.BinarySearch(Knots, x);
        if (at >= 0) return Values[at];
        var high = ~at;
        if (high == 0) return Values[0];
        if (high == Knots.Length) return Values[^1];
        return Values[high - 1] + ((x - Knots[high - 1]) / (Knots[high] - Knots[high - 1]) * (Values[high] - Values[high - 1]));
    }
}
