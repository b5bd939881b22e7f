using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Tests.Capture;
using GradAlign.Analyzer.Tests.Inputs;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Networks;

/// <summary>Models that keep something from pass to pass, against the same weights in a model that keeps nothing.</summary>
public sealed class CarriedStateTests
{
    private static readonly Dictionary<string, Func<bool, Module<Tensor, Tensor>>> Models = new()
    {
        ["cached"] = keeps => new StatefulModels.Cached(keeps),
        ["preallocated"] = keeps => new StatefulModels.Preallocated(keeps),
        ["remembering"] = keeps => new StatefulModels.Remembering(keeps),
        ["lazy and cached"] = keeps => new StatefulModels.LazyCached(keeps),
    };

    private static readonly Dictionary<string, Func<object>> Collections = new()
    {
        ["array of numbers"] = () => new float[2],
        ["list of numbers"] = () => new List<double> { 1, 2 },
        ["counts by name"] = () => new Dictionary<string, int> { ["calls"] = 1 },
        ["queue"] = () => new Queue<Tensor>([zeros(1), ones(1)]),
        ["stack"] = () => new Stack<Tensor>([zeros(1), ones(1)]),
        ["linked list"] = () => new LinkedList<Tensor>([zeros(1), ones(1)]),
        ["set"] = () => new HashSet<Tensor>([zeros(1)], ReferenceEqualityComparer.Instance),
    };

    public static TheoryData<string> CollectionNames => [.. Collections.Keys];

    [Theory]
    [InlineData("cached", "Cached.cacheK", "Cached.last")]
    [InlineData("preallocated", "Preallocated.caches", "Preallocated.written")]
    [InlineData("remembering", "Remembering.hidden")]
    [InlineData("lazy and cached", "LazyCached.cache", "LazyCached.passes")]
    public void Model_that_keeps_something_is_scored_as_one_that_keeps_nothing(string name, params string[] fields)
    {
        using var keeping = Made(Models[name](true));
        using var forgetting = Made(Models[name](false));
        using var batch = EngineComparison.Batch(5, [3, 4], 3);
        using var network = new ScoredNetwork(keeping);
        ModelMeasurement.Run(network, batch, 3, BatchNormMode.PerSample);
        Assert.Equal(fields, network.Carried);
        var kept = GradientCapture.Measure(network, new(keeping), batch, BatchNormMode.PerSample);
        var forgotten = GradientCapture.Measure(forgetting, new(forgetting), batch, BatchNormMode.PerSample);
        EngineComparison.AssertEqualsLoop(forgetting, batch, kept);
        Assert.Equal(forgotten.LoopReason, kept.LoopReason);
    }

    [Fact]
    public void Model_is_left_as_the_first_pass_found_it()
    {
        using var model = Made(new StatefulModels.Preallocated(true));
        using var batch = EngineComparison.Batch(5, [3, 4], 3);
        using (var network = new ScoredNetwork(model)) ModelMeasurement.Run(network, batch, 3, BatchNormMode.PerSample);
        using var again = new ScoredNetwork(model);
        ModelMeasurement.Run(again, batch, 3, BatchNormMode.PerSample);
        Assert.Equal(["Preallocated.caches", "Preallocated.written"], again.Carried);
    }

    [Fact]
    public void Layer_that_the_first_pass_makes_is_kept()
    {
        using var model = new StatefulModels.Lazy();
        ModelPrecision.Double(model);
        using var batch = EngineComparison.Batch(4, [3, 4], 3);
        using var network = new ScoredNetwork(model);
        for (var i = 0; i < 3; i++) network.Forward(batch).Dispose();
        Assert.Equal(1, model.Made);
        Assert.Empty(network.Carried);
    }

    [Theory, MemberData(nameof(CollectionNames))]
    public void Collection_holds_again_what_it_held(string name)
    {
        var kept = Collections[name]();
        var before = ((System.Collections.IEnumerable)kept).Cast<object>().ToArray();
        using var model = new StatefulModels.Collecting(kept);
        using var batch = EngineComparison.Batch(4, [3, 4], 3, ScalarType.Float32);
        using var network = new ScoredNetwork(model);
        for (var i = 0; i < 2; i++) network.Forward(batch).Dispose();
        Assert.Equal(["Collecting.kept"], network.Carried);
        var after = ((System.Collections.IEnumerable)kept).Cast<object>().ToArray();
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), i => Assert.True(i.First is Tensor ? ReferenceEquals(i.First, i.Second) : Equals(i.First, i.Second)));
    }

    [Fact]
    public void State_that_was_put_back_is_named_once()
    {
        var report = Score(() => new StatefulModels.Cached(true));
        var finding = Assert.Single(report.Findings, f => f.Id == Rules.CarriedState.Id);
        Assert.Contains("Cached.cacheK", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Findings, f => f.Severity == Severity.Error);
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void Half_precision_weights_are_scored_as_float32_copies(ScalarType type)
    {
        var report = Score(() => Sequential(Flatten(), Linear(12, 30), ReLU(), Linear(30, 3)).to(type));
        Assert.Contains(type.ToString(), Assert.Single(report.Findings, f => f.Id == Rules.HalfPrecision.Id).Message, StringComparison.Ordinal);
        Assert.Equal("batched", report.Engine);
    }

    private static ModelReport Score(Func<Module<Tensor, Tensor>> factory)
    {
        var model = InputCases.Model(null, 3, 3, 4);
        return ScoringPipeline.Score(model, factory, BatchSource.Open(model, "synthetic", null), new() { BatchSize = 6, Repeats = 2, Device = "cpu" });
    }

    private static T Made<T>(T model) where T : Module
    {
        manual_seed(9);
        foreach (var parameter in model.parameters())
        {
            using var _ = no_grad();
            parameter.normal_(0, 0.5);
        }

        ModelPrecision.Double(model);
        return model;
    }
}
