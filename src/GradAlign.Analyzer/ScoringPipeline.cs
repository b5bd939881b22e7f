using System.Diagnostics;
using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Explanations;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Networks;
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
    /// <param name="tell">Told how far the scoring is, at every step.</param>
    /// <param name="loss">Its loss; null: cross-entropy, as the attribute declares it.</param>
    /// <param name="explain">Whether the report is to say what lies behind the scores; it costs one more training pass a seed.</param>
    /// <param name="userScores">Scores of the user's own, measured where the options ask for them.</param>
    /// <param name="isRepeatable">Whether the factory is known to make the same model of a seed; else it is called once more to see (GA0015).</param>
    public static ModelReport Score(
        ModelCase model, Func<Module?> factory, IBatchSource source, ScoringOptions options, Action<ScoringEvent>? tell = null,
        ISampleLoss? loss = null, bool explain = false, IReadOnlyList<UserScore>? userScores = null, bool isRepeatable = false)
    {
        var watch = Stopwatch.StartNew();
        var report = ModelReport.Unmeasured(model, options) with { Data = source.Description, TorchSharp = typeof(Tensor).Assembly.GetName().Version?.ToString(3) };
        try
        {
            var device = ScoringDevice.Choose(options.Device);
            loss ??= ModelLoss.Open(model, userAssembly: null);
            report = report with { Device = device.ToString(), Loss = loss.Name };
            var seeds = new List<SeedMeasurement>();
            var memory = new StructureMemory();

            // Asked once: what an earlier seed took stays with the process, and would count as taken.
            var limit = options.Memory ?? DefaultLimit(device);
            foreach (var seed in report.Seeds)
            {
                var done = seeds.Count;
                var context = new CaptureContext
                {
                    Structures = memory,
                    Limit = limit,
                    Progress = new(share => tell?.Invoke(new SeedProgressed(model.Name, done, share))),
                    Estimated = estimate => tell?.Invoke(new CostEstimated(model.Name, estimate.Seconds, estimate.Bytes)),
                };
                seeds.Add(Measure(model, factory, source, loss, options, seed, device, explain, context, BaselineSet.Choose(options.Scores, userScores ?? []), check: !isRepeatable && done == 0));
                tell?.Invoke(new SeedScored(model.Name, seeds.Count, options.Repeats));
            }

            var scores = seeds.Select(s => s.Gram is null ? SeedScores.Undefined(s.Undefined!) : GramMetrics.Measure(s.Gram)).ToArray();
            if (Aggregate.IsAsked(options.Scores)) seeds = [.. seeds.Zip(scores, WithAggregate)];
            var result = report with
            {
                Loss = loss.Name,
                Engine = seeds.Any(s => s.LoopReason is not null) ? "loop" : seeds.Any(s => s.PartialLoop is not null) ? "mixed" : "batched",
                Size = seeds[0].Size,
                Scores = [.. ModelReportBuilder.Scores(scores), .. ModelReportBuilder.Baselines(seeds)],
                CustomScores = [.. (userScores ?? []).Select(u => u.Definition).Where(d => seeds[0].Baselines.ContainsKey(d.Key))],
                Layers = ModelReportBuilder.Layers(scores),
                Gradients = ModelReportBuilder.Gradients(report.Seeds, seeds),
                Findings = [.. Synthetic(source), .. ModelReportBuilder.Findings(seeds, source.Description, (loss as CrossEntropy)?.Chance)],
            };
            return result with { Explanation = explain ? ExplanationBuilder.Build(result, seeds, scores) : null, Seconds = watch.Elapsed.TotalSeconds };
        }
        catch (Exception e)
        {
            // Most of what runs here is the user's code.
            return report with { Findings = [ScoringFailure.Of(model, e)], Seconds = watch.Elapsed.TotalSeconds };
        }
    }

    private static SeedMeasurement Measure(
        ModelCase model, Func<Module?> factory, IBatchSource source, ISampleLoss loss, ScoringOptions options, long seed, Device device, bool explain, CaptureContext context,
        BaselineSet baselines, bool check)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        using var drawn = source.Draw(options.BatchSize, seed);
        BatchCheck.Check(drawn, model, options.BatchSize);
        using var created = ModelFactory.Create(model, factory, seed, device);
        context.Progress.At(0);
        RegistrationCheck.Check(model, created);
        if (check) RepeatCheck.Check(model, factory, created, seed);
        using var batch = (options.Precision == ScoringPrecision.Float64 ? drawn.InFloat64() : drawn).To(device) with { Loss = loss };
        var halves = Converted(created);
        using var network = new ScoredNetwork(created);
        var measured = ModelMeasurement.Run(network, batch, model.Classes, options.BatchNorm, context, baselines, Twin);
        measured = measured with { Labels = ClassLabels.Of(batch.Targets), Halves = halves };
        return explain ? measured with { Detail = SeedDetail.Of(network, batch) } : measured;

        string? Converted(Module made)
        {
            var halves = ModelPrecision.Single(made);
            if (options.Precision == ScoringPrecision.Float64) ModelPrecision.Double(made);
            return halves;
        }

        Module Twin()
        {
            var twin = ModelFactory.Create(model, factory, seed, device);
            Converted(twin);
            return twin;
        }
    }

    private static SeedMeasurement WithAggregate(SeedMeasurement seed, SeedScores scores) =>
        seed with { Baselines = new Dictionary<string, ScoreValue>(seed.Baselines) { [ScoreCatalog.Aggregate.Key] = Aggregate.Of(scores, seed.Baselines) } };

    // What a GPU has left is not known here: it says itself when it is full.
    private static long DefaultLimit(Device device) => device.type == DeviceType.CPU ? AvailableMemory.Share() : long.MaxValue;

    private static IEnumerable<Finding> Synthetic(IBatchSource source)
    {
        if (source.Description.Kind == DataDescription.Synthetic)
            yield return Rules.SyntheticData.Finding($"Scored on noise: {source.Description.Name}. Name a data set to score on real samples.");
    }
}
