using System.Diagnostics;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer;

/// <summary>Scores a model at initialisation: inputs, capture, Gram, metrics.</summary>
public static class ScoringPipeline
{
    /// <summary>Scores one factory with every seed. What goes wrong with the model is in the report, not thrown.</summary>
    /// <param name="model">What the factory declares.</param>
    /// <param name="factory">Makes a freshly initialised model.</param>
    /// <param name="source">Where its batches come from.</param>
    /// <param name="options">Seeds, batch size, device, batch-norm mode.</param>
    /// <param name="seedDone">Called after each seed with the number of seeds done.</param>
    public static ModelReport Score(
        ModelCase model, Func<Module<Tensor, Tensor>?> factory, IBatchSource source, ScoringOptions options, Action<int>? seedDone = null)
    {
        var watch = Stopwatch.StartNew();
        var report = ModelReport.Unmeasured(model, options) with { Data = source.Description, TorchSharp = typeof(Tensor).Assembly.GetName().Version?.ToString(3) };
        try
        {
            var device = ScoringDevice.Choose(options.Device);
            report = report with { Device = device.ToString() };
            var seeds = new List<SeedMeasurement>();
            var memory = new StructureMemory();
            foreach (var seed in report.Seeds)
            {
                seeds.Add(Measure(model, factory, source, options, seed, device, memory));
                seedDone?.Invoke(seeds.Count);
            }

            var scores = seeds.Select(s => s.Gram is null ? SeedScores.Undefined(s.Undefined!) : GramMetrics.Measure(s.Gram)).ToArray();
            return report with
            {
                Engine = seeds.Any(s => s.LoopReason is not null) ? "loop" : "batched",
                Size = seeds[0].Size,
                Scores = ModelReportBuilder.Scores(scores),
                Layers = ModelReportBuilder.Layers(scores),
                Findings = [.. Synthetic(source), .. ModelReportBuilder.Findings(seeds)],
                Seconds = watch.Elapsed.TotalSeconds,
            };
        }
        catch (ScoringException e)
        {
            return report with { Findings = [e.Finding], Seconds = watch.Elapsed.TotalSeconds };
        }
    }

    private static SeedMeasurement Measure(
        ModelCase model, Func<Module<Tensor, Tensor>?> factory, IBatchSource source, ScoringOptions options, long seed, Device device, StructureMemory memory)
    {
        using var scope = NewDisposeScope();
        using var drawn = source.Draw(options.BatchSize, seed);
        BatchCheck.Check(drawn, model, options.BatchSize);
        using var created = ModelFactory.Create(model, factory, seed, device);
        using var batch = options.Precision == ScoringPrecision.Float64
            ? new ScoringBatch(Doubled(drawn.Inputs).to(device), Doubled(drawn.Targets).to(device))
            : new ScoringBatch(drawn.Inputs.to(device), drawn.Targets.to(device));
        if (options.Precision == ScoringPrecision.Float64) created.to(ScalarType.Float64);
        return ModelMeasurement.Run(created, batch, model.Classes, options.BatchNorm, memory, options.Memory ?? DefaultLimit(device));
    }

    // What a GPU has left is not known here: it says itself when it is full.
    private static long DefaultLimit(Device device) => device.type == DeviceType.CPU ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 : long.MaxValue;

    // Tokens and labels stay whole numbers.
    private static Tensor Doubled(Tensor tensor) => tensor.is_floating_point() ? tensor.to(ScalarType.Float64) : tensor;

    private static IEnumerable<Finding> Synthetic(IBatchSource source)
    {
        if (source.Description.Kind == "synthetic")
            yield return Rules.SyntheticData.Finding("Scored on standard normal inputs with labels i mod C. Name a data set to score on real samples.");
    }
}
