using System.Diagnostics;
using GradAlign.Analyzer.Baselines;
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
    /// <param name="userScores">Scores of the user's own, measured where the options ask for them.</param>
    public static ModelReport Score(
        ModelCase model, Func<Module<Tensor, Tensor>?> factory, IBatchSource source, ScoringOptions options, Action<int>? seedDone = null,
        IReadOnlyList<UserScore>? userScores = null)
    {
        var watch = Stopwatch.StartNew();
        var report = ModelReport.Unmeasured(model, options) with { Data = source.Description, TorchSharp = typeof(Tensor).Assembly.GetName().Version?.ToString(3) };
        try
        {
            var device = ScoringDevice.Choose(options.Device);
            report = report with { Device = device.ToString() };
            var seeds = new List<SeedMeasurement>();
            foreach (var seed in report.Seeds)
            {
                seeds.Add(Measure(model, factory, source, options, seed, device, BaselineSet.Choose(options.Scores, userScores ?? [])));
                seedDone?.Invoke(seeds.Count);
            }

            var scores = seeds.Select(s => s.Gram is null ? SeedScores.Undefined(s.Undefined!) : GramMetrics.Measure(s.Gram)).ToArray();
            return report with
            {
                Engine = seeds.Any(s => s.LoopReason is not null) ? "loop" : "batched",
                Size = seeds[0].Size,
                Scores = [.. ModelReportBuilder.Scores(scores), .. ModelReportBuilder.Baselines(seeds)],
                CustomScores = [.. (userScores ?? []).Select(u => u.Definition).Where(d => seeds[0].Baselines.ContainsKey(d.Key))],
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
        ModelCase model, Func<Module<Tensor, Tensor>?> factory, IBatchSource source, ScoringOptions options, long seed, Device device,
        BaselineSet baselines)
    {
        using var scope = NewDisposeScope();
        using var drawn = source.Draw(options.BatchSize, seed);
        BatchCheck.Check(drawn, model, options.BatchSize);
        using var created = ModelFactory.Create(model, factory, seed, device);
        using var batch = new ScoringBatch(drawn.Inputs.to(device), drawn.Targets.to(device));
        return ModelMeasurement.Run(created, batch, model.Classes, options.BatchNorm, baselines, () => ModelFactory.Create(model, factory, seed, device));
    }

    private static IEnumerable<Finding> Synthetic(IBatchSource source)
    {
        if (source.Description.Kind == "synthetic")
            yield return Rules.SyntheticData.Finding("Scored on standard normal inputs with labels i mod C. Name a data set to score on real samples.");
    }
}
