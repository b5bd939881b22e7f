using GradAlign.Analyzer.Calibration;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing.Tests;

/// <summary>Small models, and ones that misbehave.</summary>
internal static class Net
{
    public static ModelBatch Batch { get; } = ModelBatch.Synthetic(3, 5);

    private static readonly Lazy<string> Made = new(Calibrate);

    /// <summary>A calibrator of models like <see cref="Small"/>, made up.</summary>
    public static string Calibration => Made.Value;

    public static Module<Tensor, Tensor> Small() => Of(40);

    public static Module<Tensor, Tensor> Of(long width) => Sequential(("a", Linear(5, width)), ("b", ReLU()), ("c", Linear(width, width)), ("d", ReLU()), ("e", Linear(width, 3)));

    /// <summary>Layers that collapse: many, narrow, sigmoid.</summary>
    public static Module<Tensor, Tensor> Collapsed() =>
        Sequential([.. Enumerable.Range(0, 12).SelectMany(i => new (string, Module<Tensor, Tensor>)[] { ($"l{i}", Linear(i == 0 ? 5 : 40, 40)), ($"s{i}", Sigmoid()) }), ("out", Linear(40, 3))]);

    public static Module<Tensor, Tensor> NotFinite()
    {
        var model = Linear(5, 3);
        using (no_grad()) model.weight.fill_(float.NaN);
        return model;
    }

    public static Module<Tensor, Tensor> Crashes()
    {
        Environment.FailFast("the end");
        return Small();
    }

    public static Module<Tensor, Tensor> Throws() => throw new InvalidOperationException("no such weights");

    public static Module<Tensor, Tensor> Sleeps()
    {
        Thread.Sleep(Timeout.Infinite);
        return Small();
    }

    /// <summary>Takes a factor for every sample beside the input.</summary>
    public sealed class Scaled : Module<Tensor, Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> head = Linear(5, 3);

        public Scaled() : base(nameof(Scaled)) => RegisterComponents();

        public override Tensor forward(Tensor input, Tensor factors) => head.call(input * factors);
    }

    private static string Calibrate()
    {
        var random = new Random(3);
        double[][] rows = [.. Enumerable.Range(0, 20).Select(_ => (double[])[random.NextDouble(), random.NextDouble(), 500 + (3000 * random.NextDouble())])];
        string[] keys = ["conflict", "collapse", "params"];
        var raw = new RawTable(
            [.. rows.Select((_, i) => $"m{i}")], [.. rows.Select(r => (double?)(0.9 - (0.3 * r[0]) - (0.2 * r[1])))],
            [.. keys.Select((key, f) => (key, (IReadOnlyList<double?>)[.. rows.Select(r => (double?)r[f])]))]);
        var path = Path.Combine(Directory.CreateTempSubdirectory("gradalign-calibration-").FullName, "made-up.zip");
        CalibratorFile.Write(path, CalibratorTraining.Train(TableChecks.Check(raw, new()), new() { Name = "made-up" }, "0.0.0"));
        return path;
    }
}
