using System.Globalization;
using GradAlign.NasBench.Studies;
using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;
using static TorchSharp.torch;

namespace GradAlign.NasBench.Perturbations;

/// <summary>
/// Moves single parameters of small networks a little, and holds how the number of linear regions moves against how this project's scores
/// do, each over its own spread.
/// </summary>
internal static class PerturbationStudy
{
    private const int FewestLayers = 2;
    private const int MostLayers = 6;
    private const int NarrowestWidth = 12;
    private const int WidestWidth = 32;

    /// <summary>Measures all of it and writes both files.</summary>
    /// <returns>A score's movement, in the order of <see cref="SmallScores.Definitions"/>.</returns>
    public static IReadOnlyList<ScoreMovement> Run(PerturbationSettings settings)
    {
        using var scores = new SmallScores(settings);
        var trials = Enumerable.Range(0, settings.Trials).Select(t => Trial.Run(settings, scores, t)).ToArray();
        var initialisations = Spread(settings, scores, _ => settings.Shape);
        var shapes = Spread(settings, scores, random => new(random.Next(FewestLayers, MostLayers + 1), random.Next(NarrowestWidth, WidestWidth + 1)));
        ScoreMovement[] movements = [.. SmallScores.Definitions.Select((_, i) =>
            new ScoreMovement([.. trials.Select(t => t.Of(i))], initialisations[i], shapes[i]))];
        Write(settings, trials, movements);
        return movements;
    }

    // Seeds beyond those of the trials. A score that is not defined for one network is left out there.
    private static double[] Spread(PerturbationSettings settings, SmallScores scores, Func<MersenneTwister, NetworkShape> shape)
    {
        var random = new MersenneTwister((int)settings.Seed);
        var measured = Enumerable.Range(0, settings.Spread).Select(k =>
        {
            manual_seed(settings.Seed + 10_000 + k);
            using var model = shape(random).Build();
            return scores.Measure(model);
        }).ToArray();
        return [.. SmallScores.Definitions.Select((_, i) => measured.Select(m => m[i]).Where(double.IsFinite).StandardDeviation())];
    }

    private static void Write(PerturbationSettings settings, Trial[] trials, ScoreMovement[] movements)
    {
        (string Name, string Value)[] options =
        [
            ("network", settings.Shape.ToString()), ("batch_size", Text(settings.BatchSize)),
            ("region_inputs", Text(settings.RegionInputs)), ("seed", Text(settings.Seed)),
        ];
        string[] names = [.. options.Select(o => o.Name)], values = [.. options.Select(o => o.Value)];
        File.Delete(settings.Output);
        File.Delete(settings.Summary);
        var curves = StudyFile.Open(settings.Output, ["trial", "parameter", "change", .. SmallScores.Definitions.Select(d => d.Key), .. names]);
        curves.Append(trials.SelectMany(t => t.Values.Select((v, k) => (string[])[Text(t.Number), t.Parameter, Text(v), .. t.Scores[k].Select(Text), .. values])));
        var summary = StudyFile.Open(settings.Summary, ["score", .. movements[0].Columns(movements[0]).Select(c => c.Name), "points", "range", "spread_networks", .. names]);
        summary.Append(movements.Zip(SmallScores.Definitions, (m, d) =>
            (string[])[d.Key, .. m.Columns(movements[0]).Select(c => Text(c.Value)), Text(settings.Points), Text(settings.Range), Text(settings.Spread), .. values]));
    }

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : "";
}
