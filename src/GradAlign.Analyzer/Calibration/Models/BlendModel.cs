namespace GradAlign.Analyzer.Calibration.Models;

/// <summary>The mean of two models.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
internal sealed record BlendModel(AccuracyModel First, AccuracyModel Second) : AccuracyModel
{
    public override double[] Predict(double[][] rows) => [.. First.Predict(rows).Zip(Second.Predict(rows), (a, b) => (a + b) / 2)];

    public override IEnumerable<TreesModel> Trees() => First.Trees().Concat(Second.Trees());

    public override bool Fits(int features) => First.Fits(features) && Second.Fits(features);
}
