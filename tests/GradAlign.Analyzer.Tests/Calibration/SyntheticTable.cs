using GradAlign.Analyzer.Calibration;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace GradAlign.Analyzer.Tests.Calibration;

/// <summary>Tables whose law is known: accuracy grows with effective_rank, falls with conflict, and has noise; params say nothing.</summary>
internal static class SyntheticTable
{
    public static readonly string[] Keys = ["conflict", "effective_rank", "params"];

    public static RawTable Raw(int rows, int seed = 0, double noise = 0.02)
    {
        var random = new MersenneTwister(seed);
        double[][] scores = [.. Enumerable.Range(0, rows).Select(_ => (double[])[random.NextDouble(), 1 + (63 * random.NextDouble()), Math.Floor(1000 + (9000 * random.NextDouble()))])];
        return new(
            [.. Enumerable.Range(0, rows).Select(i => $"m{i}")],
            [.. scores.Select(s => (double?)Accuracy(s, Normal.Sample(random, 0, noise)))],
            [.. Keys.Select((key, f) => (key, (IReadOnlyList<double?>)[.. scores.Select(s => (double?)s[f])]))])
        { Conditions = new(64, BatchNormMode.PerSample, true) };
    }

    public static CalibrationTable Checked(int rows, int seed = 0, double noise = 0.02) => TableChecks.Check(Raw(rows, seed, noise), new());

    public static Calibrator Calibrator(int rows, int seed = 0, double noise = 0.02) => CalibratorTraining.Train(Checked(rows, seed, noise), new() { Seed = seed, Name = "synthetic" }, "0.0.0");

    public static double Accuracy(double[] scores, double noise = 0) => Math.Clamp(0.5 + (0.3 * (scores[1] / 64)) - (0.2 * scores[0] * scores[0]) + noise, 0, 1);
}
