namespace GradAlign.Analyzer.Calibration.Models;

/// <summary>Mean of a Gaussian process with a Matérn 5/2 kernel, plus a constant (Rasmussen and Williams, 2006, chapter 4).</summary>
/// <param name="Rows">Training rows, [rows × features], scaled.</param>
/// <param name="Weights">A weight a training row.</param>
/// <param name="Length">Length scale, in root mean squares of a feature's difference.</param>
/// <param name="Mean">Mean of the training targets.</param>
internal sealed record KernelModel(double[][] Rows, double[] Weights, double Length, double Mean) : AccuracyModel
{
    public override double[] Predict(double[][] rows) => [.. rows.Select(r => Mean + Rows.Zip(Weights, (x, w) => w * Kernel(x, r, Length)).Sum())];

    public override bool Fits(int features) => Rows.Length == Weights.Length && Rows.All(r => r.Length == features && r.All(double.IsFinite))
        && Weights.Append(Mean).All(double.IsFinite) && double.IsFinite(Length) && Length > 0;

    /// <summary>1 + (1 + r + r²/3) exp(−r), r = √5 distance/length: the 1 lets the process have any mean.</summary>
    public static double Kernel(double[] a, double[] b, double length)
    {
        var squares = 0.0;
        for (var i = 0; i < a.Length; i++) squares += (a[i] - b[i]) * (a[i] - b[i]);
        var r = Math.Sqrt(5 * squares / a.Length) / length;
        return 1 + ((1 + r + (r * r / 3)) * Math.Exp(-r));
    }
}
