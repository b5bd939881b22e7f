namespace GradAlign.Analyzer.Calibration.Models;

/// <summary>A weighted sum of the features.</summary>
/// <param name="Weights">A weight a feature.</param>
/// <param name="Intercept">What is added.</param>
internal sealed record LinearModel(double[] Weights, double Intercept) : AccuracyModel
{
    public override double[] Predict(double[][] rows) => [.. rows.Select(r => Intercept + r.Zip(Weights, (x, w) => x * w).Sum())];

    public override bool Fits(int features) => Weights.Length == features && Weights.Append(Intercept).All(double.IsFinite);
}
