using GradAlign.Analyzer;
using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Perturbations;

/// <summary>The scores that are compared, on fixed inputs.</summary>
internal sealed class SmallScores : IDisposable
{
    private readonly ScoringBatch batch;
    private readonly ScoringBatch regionBatch;
    private readonly StructureMemory memory = new();

    public SmallScores(PerturbationSettings settings)
    {
        var source = new SyntheticSource([NetworkShape.Inputs], NetworkShape.Classes);
        batch = source.Draw(settings.BatchSize, settings.Seed);
        regionBatch = source.Draw(settings.RegionInputs, settings.Seed + 1);
    }

    /// <summary>What is measured, in the order of the values.</summary>
    public static IReadOnlyList<ScoreDefinition> Definitions { get; } =
        [ScoreCatalog.LinearRegions, ScoreCatalog.Conflict, ScoreCatalog.Collapse, ScoreCatalog.GradAlignI, ScoreCatalog.GradAlignII, ScoreCatalog.GradAlignIILayerwise];

    /// <summary>Values for a model; NaN where one is not defined.</summary>
    public double[] Measure(Module<Tensor, Tensor> model)
    {
        using var scope = NewDisposeScope();
        var measured = ModelMeasurement.Run(model, batch, NetworkShape.Classes, BatchNormMode.PerSample, new() { Structures = memory });
        var scores = measured.Gram is { } gram ? GramMetrics.Measure(gram) : SeedScores.Undefined(measured.Undefined!);
        return [Regions(model), .. Definitions.Skip(1).Select(d => scores[d].Value ?? double.NaN)];
    }

    public void Dispose()
    {
        batch.Dispose();
        regionBatch.Dispose();
    }

    // Distinct activation patterns over the inputs: exact for them, a lower bound for the plane.
    private double Regions(Module<Tensor, Tensor> model)
    {
        using var _ = no_grad();
        var network = new ScoredNetwork(model);
        using var patterns = new ActivationPatterns(network, new ModelInventory(model).Modules.Select(m => m.Module), regionBatch.Samples);
        network.Forward(regionBatch);
        return patterns.Distinct();
    }
}
