using GradAlign.Analyzer.Capture;
using MathNet.Numerics.Random;
using static TorchSharp.torch;

namespace GradAlign.NasBench.Perturbations;

/// <summary>One parameter of one initialisation, moved from value to value.</summary>
/// <param name="Number">Which trial.</param>
/// <param name="Parameter">Name of the parameter, with its position.</param>
/// <param name="Values">Its values, over the root mean square of its tensor, less its own: from −range to range.</param>
/// <param name="Scores">Scores at each value, [values][scores].</param>
internal sealed record Trial(int Number, string Parameter, double[] Values, double[][] Scores)
{
    /// <summary>Runs a trial.</summary>
    public static Trial Run(PerturbationSettings settings, SmallScores scores, int number)
    {
        manual_seed(settings.Seed + number);
        using var model = settings.Shape.Build();
        using var scope = NewDisposeScope();
        ModelParameter[] parameters = [.. new ModelInventory(model).Parameters.Where(p => !p.Name.StartsWith(NetworkShape.OutputLayer, StringComparison.Ordinal))];

        // Every number of the hidden layers is as likely as any other.
        var place = (long)(new MersenneTwister((int)settings.Seed + number).NextDouble() * parameters.Sum(p => p.Count));
        var chosen = 0;
        while (place >= parameters[chosen].Count) place -= parameters[chosen++].Count;

        var tensor = parameters[chosen].Tensor.detach();
        var one = tensor.reshape(-1).narrow(0, place, 1);
        var own = one.item<float>();
        var unit = Math.Sqrt(tensor.square().mean().item<float>());
        double[] values = [.. Enumerable.Range(0, settings.Points).Select(k => settings.Range * ((2.0 * k / (settings.Points - 1)) - 1))];
        return new(number, $"{parameters[chosen].Name}[{place}]", values, [.. values.Select(v =>
        {
            using (no_grad()) one.fill_(own + (v * unit));
            return scores.Measure(model);
        })]);
    }

    /// <summary>How a score moves.</summary>
    /// <param name="score">Its place.</param>
    public Movement Of(int score)
    {
        double[] curve = [.. Scores.Select(s => s[score])];
        double[] steps = [.. curve.Zip(curve.Skip(1), (a, b) => Math.Abs(b - a))];
        return new(steps.Max(), steps.Sum(), curve.Max() - curve.Min());
    }
}
