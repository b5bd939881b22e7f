using GradAlign.Analyzer;
using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Networks;
using GradAlign.NasBench.Plans;
using GradAlign.NasBench.Spaces;
using GradAlign.NasBench.Studies;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Timings;

/// <summary>A cell's network with its batch, ready to be scored in each of the ways that are timed.</summary>
internal sealed class TimedNetwork : IDisposable
{
    private readonly Cell cell;
    private readonly Plan plan;
    private readonly int classes;
    private readonly Module<Tensor, Tensor> model;
    private readonly ModelInventory inventory;
    private readonly ScoringBatch batch;
    private readonly OrdinaryGradients ordinary;
    private readonly StructureMemory memory = new();

    public TimedNetwork(Cell cell, NetworkOptions options, int imageSize, int batchSize, long seed)
    {
        manual_seed(seed);
        this.cell = cell;
        plan = cell.Network(options);
        classes = (int)options.Classes;
        model = plan.Build();
        inventory = new(model);
        ScoringMode.Enter(inventory);
        batch = new SyntheticSource([options.InputChannels, imageSize, imageSize], classes).Draw(batchSize, seed);
        ordinary = new(model, batch);
    }

    /// <summary>One ordinary forward and backward pass of the batch.</summary>
    public void Floor() => ordinary.Pass();

    /// <summary>Gram matrices and all of this project's scores, of a seed after the first: without proof of the structure.</summary>
    public void Scoring() => Score(memory, null);

    /// <summary>Every score, this project's first.</summary>
    /// <param name="isThinned">Whether TE-NAS's thinned network is counted too.</param>
    public IReadOnlyList<TimedScore> Scores(bool isThinned) =>
    [
        new("gradalign_first_seed") { Beside = () => Score(new(), null) },
        new(ScoreCatalog.Params.Key) { Alone = () => _ = new ModelInventory(model).Parameters.Sum(p => p.Count), IsFree = true },
        new(ScoreCatalog.Macs.Key) { Alone = () => Scoped(() => ExecutionTrace.Run(model, inventory, batch, classes)), IsFree = true },
        new(ScoreCatalog.TrainableLayers.Key) { Alone = () => _ = new ModelInventory(model).Parameters.Count(p => p.IsLayer), IsFree = true },
        new(ScoreCatalog.GradNorm.Key) { Alone = () => ordinary.GradNorm(), Beside = () => Score(memory, new GradNorm()) },
        new(ScoreCatalog.Snip.Key) { Alone = () => ordinary.Snip(), Beside = () => Score(memory, new Snip()) },
        new(ScoreCatalog.SynFlow.Key) { Alone = () => Measure(new SynFlow(), null) },
        new(ScoreCatalog.Jacov.Key) { Alone = () => Measure(new Jacov(), null) },
        new(ScoreCatalog.Naswot.Key) { Alone = () => FromActivations(new Naswot()), Beside = () => Score(memory, new Naswot()) },
        new(ScoreCatalog.LinearRegions.Key) { Alone = () => FromActivations(new LinearRegions()), Beside = () => Score(memory, new LinearRegions()) },
        new(ScoreCatalog.GradSign.Key) { Beside = () => Score(memory, new GradSign()) },
        new(ScoreCatalog.NtkCondition.Key) { Alone = () => Measure(new NtkCondition(), null), IsDear = true },
        new(ScoreCatalog.ZiCo.Key) { Alone = () => ordinary.ZiCo(), Beside = () => Score(memory, new ZiCo()) },
        .. isThinned ? [new TimedScore(ThinnedRegions.Definition.Key) { Alone = () => ThinnedRegions.Count(cell) }] : Array.Empty<TimedScore>(),
    ];

    public void Dispose()
    {
        batch.Dispose();
        model.Dispose();
    }

    private void Score(StructureMemory known, Baseline? beside) => Scoped(() =>
    {
        var measured = ModelMeasurement.Run(model, batch, classes, BatchNormMode.PerSample, new() { Structures = known }, baselines: beside is null ? null : new([beside]), twin: plan.Build);
        if (measured.LoopReason is { } reason) throw new InvalidOperationException($"the loop took over: {reason}");
        return measured.Gram is { } gram ? GramMetrics.Measure(gram) : null;
    });

    private void FromActivations(Baseline baseline) => Scoped(() =>
    {
        var network = new ScoredNetwork(model);
        using var patterns = new ActivationPatterns(network, inventory.Modules.Select(m => m.Module), batch.Samples);
        using (no_grad()) network.Forward(batch);
        Measure(baseline, patterns);
        return patterns;
    });

    private void Measure(Baseline baseline, ActivationPatterns? patterns) => Scoped(() => baseline.Measure(
        new(model, inventory, batch, CapturedGradients.NotMeasurable("no gradients are taken here"), patterns, new(plan.Parameters, null, 0), new(), plan.Build)));

    private static void Scoped<T>(Func<T> measure)
    {
        using var scope = NewDisposeScope();
        measure();
    }
}
