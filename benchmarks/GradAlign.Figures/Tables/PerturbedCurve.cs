namespace GradAlign.Figures.Tables;

/// <summary>A score along the values of one parameter.</summary>
/// <param name="Parameter">Which parameter.</param>
/// <param name="Changes">Its values less its own, over the root mean square of its tensor.</param>
/// <param name="Values">The score, in standard deviations.</param>
internal sealed record PerturbedCurve(string Parameter, double[] Changes, double[] Values)
{
    /// <summary>Greatest difference between neighbours.</summary>
    public double Jump => Values.Zip(Values.Skip(1), (a, b) => Math.Abs(b - a)).Max();
}
