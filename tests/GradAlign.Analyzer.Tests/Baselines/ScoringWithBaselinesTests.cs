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

namespace GradAlign.Analyzer.Tests.Baselines;

public sealed class ScoringWithBaselinesTests
{
    private static readonly UserScore Negative = new(new("negative", "Negative", "(-∞, ∞)", Better.Higher, "fails"), (_, _, _) => throw new InvalidOperationException("no"));

    private static readonly ModelCase Case = new() { Name = "M", TypeName = "T", MethodName = "M", InputShape = [2, 7, 6], Classes = BaselineCases.Classes };

    [Fact]
    public void All_measures_every_baseline_and_changes_no_other_number()
    {
        var plain = Score(null);
        var all = Score("all");
        Assert.Equal(ScoreCatalog.Baselines.Select(b => b.Key), all.Scores.Skip(ScoreCatalog.All.Count).Select(s => s.Key));
        Assert.All(all.Scores, s => Assert.True(s.State == ScoreState.Defined, $"{s.Key}: {s.Reason}"));
        Assert.Equal(Text(plain.Scores), Text(all.Scores.Take(ScoreCatalog.All.Count)));
        Assert.Equal(Text(plain.Layers), Text(all.Layers));
    }

    [Fact]
    public void Named_scores_alone_are_measured_and_own_scores_come_anyway() =>
        Assert.Equal(["snip", "naswot"], Score("naswot, conflict,snip").Scores.Skip(ScoreCatalog.All.Count).Select(s => s.Key));

    [Fact]
    public void The_aggregate_brings_its_parts_and_is_their_sum_seed_by_seed()
    {
        var report = Score("aggregate");
        Assert.Equal(["trainable_layers", "grad_norm", "synflow", "aggregate"], report.Scores.Skip(ScoreCatalog.All.Count).Select(s => s.Key));
        for (var seed = 0; seed < report.Seeds.Count; seed++)
        {
            double Value(ScoreDefinition score) => report[score]!.Values[seed]!.Value;
            var explosion = Math.Max(0, Math.Log(Value(ScoreCatalog.GradNorm) / Value(ScoreCatalog.TrainableLayers)));
            var expected = Value(ScoreCatalog.GradAlignIILayerwise) + 0.7 * Math.Log(Value(ScoreCatalog.TrainableLayers)) + 0.01 * Value(ScoreCatalog.SynFlow) - 0.3 * explosion;
            Assert.Equal(expected, Value(ScoreCatalog.Aggregate), 1e-12);
        }
    }

    [Fact]
    public void A_score_that_is_not_known_is_a_configuration_error_that_names_the_known_ones()
    {
        var finding = Assert.Single(Score("naswotte").Findings);
        Assert.Equal(Rules.InvalidConfiguration.Id, finding.Id);
        Assert.Contains("naswot,", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_score_that_throws_is_undefined_and_takes_nothing_along()
    {
        var report = ScoringPipeline.Score(Case, Network, BatchSource.Open(Case, null, null), Options("negative,params"), userScores: [Negative]);
        Assert.Equal(ScoreState.Defined, report[ScoreCatalog.Conflict]!.State);
        Assert.Equal(ScoreState.Defined, report[ScoreCatalog.Params]!.State);
        var score = report.Scores.Single(s => s.Key == "negative");
        Assert.Contains("InvalidOperationException", score.Reason, StringComparison.Ordinal);
        Assert.Equal(Better.Higher, report.DefinitionOf("negative")!.Better);
    }

    [Fact]
    public void Values_that_are_not_finite_leave_baselines_undefined_with_the_reason()
    {
        var report = ScoringPipeline.Score(Case, Broken, BatchSource.Open(Case, null, null), Options("all"));
        Assert.Equal(ScoreState.Undefined, report[ScoreCatalog.GradSign]!.State);
        Assert.Contains("not finite", report[ScoreCatalog.Snip]!.Reason, StringComparison.Ordinal);
        Assert.Equal(ScoreState.Defined, report[ScoreCatalog.Params]!.State);
    }

    [Fact]
    public void The_model_is_left_as_it_was()
    {
        using var model = BaselineCases.Network();
        using var batch = BaselineCases.Images(4);
        ((Module)model.named_modules().Single(m => m.name == "norm").module).eval();
        functional.cross_entropy(model.call(batch.Inputs), batch.Targets).backward();
        var before = State(model);
        var random = torch.random.get_rng_state().data<byte>().ToArray();
        var measured = ModelMeasurement.Run(model, batch, BaselineCases.Classes, BatchNormMode.PerSample, baselines: BaselineSet.Choose("all", []));
        Assert.Equal(ScoreState.Defined, measured.Baselines["jacov"].State);
        Assert.Equal(before, State(model));
        Assert.Equal(random, torch.random.get_rng_state().data<byte>().ToArray());
    }

    private static ModelReport Score(string? scores) => ScoringPipeline.Score(Case, Network, BatchSource.Open(Case, null, null), Options(scores));

    private static ScoringOptions Options(string? scores) => new() { BatchSize = 12, Repeats = 2, Device = "cpu", Scores = scores };

    // No convolutions: on one thread libtorch's backward pass of a small one in float32 reads memory that nobody wrote.
    private static Module<Tensor, Tensor> Network() => Sequential(
        ("flatten", Flatten()), ("hidden1", Linear(84, 40)), ("relu1", ReLU()), ("hidden2", Linear(40, 40)), ("relu2", ReLU()), ("head", Linear(40, BaselineCases.Classes)));

    private static Module<Tensor, Tensor> Broken()
    {
        var model = Network();
        using var _ = no_grad();
        foreach (var parameter in model.parameters()) parameter.fill_(double.NaN);
        return model;
    }

    private static string Text<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value);

    private static string State(Module model) => string.Join("\n",
    [
        .. model.named_parameters().Select(p => $"{p.name} {p.parameter.requires_grad} {Show(p.parameter)} {(p.parameter.grad is { } g ? Show(g) : "none")}"),
        .. model.named_buffers().Select(b => $"{b.name} {Show(b.buffer.to(ScalarType.Float64))}"),
        .. model.named_modules().Select(m => $"{m.name} {m.module.training}"),
    ]);

    private static string Show(Tensor tensor) => string.Join(",", BaselineCases.Numbers(tensor));
}
