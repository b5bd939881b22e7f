using System.Reflection;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.FieldSet.Tests;

/// <summary>What the per-sample loop makes of a model in float64, in this process and with the model's assembly as it was built.</summary>
internal static class LoopScores
{
    /// <param name="project">The assembly that the model is in.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">Batch size and seed.</param>
    /// <param name="report">The report that is compared: it says which layer is the output.</param>
    public static SeedScores Of(string project, ModelCase model, ScoringOptions options, ModelReport report)
    {
        using var scope = NewDisposeScope();
        var assembly = Assembly.Load(project);
        using var drawn = BatchSource.Open(model, null, assembly).Draw(options.BatchSize, options.Seed);
        using var batch = drawn.InFloat64() with { Loss = ModelLoss.Open(model, assembly) };
        using var created = ModelFactory.Create(model, UserAssembly.Factory(assembly, model), options.Seed, CPU);
        ModelPrecision.Double(created);
        using var network = new ScoredNetwork(created);
        var inventory = new ModelInventory(created);
        ScoringMode.Enter(inventory);
        using var none = new BatchNormStatistics();
        var samples = Enumerable.Range(0, options.BatchSize).ToArray();
        var grams = PerSampleLoop.Measure(network, inventory, batch, samples, none, BatchedCapture.PassSeed);
        var output = report.Layers.FirstOrDefault(l => l.IsOutput)?.Name;
        return GramMetrics.Measure(new(GradientCapture.Total(grams, samples.Length), [.. grams.Where(g => g.Key.IsLayer).Select(g => new LayerGram
        {
            Name = g.Key.Name,
            Kind = g.Key.Owner.GetType().Name,
            Shape = g.Key.Tensor.shape,
            IsOutput = g.Key.Name == output,
            Gram = g.Value,
        })]));
    }
}
