using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Explanations;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Tests.Capture;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Explanations;

public sealed class ExplanationTests
{
    [Theory]
    [InlineData("never executed", "side.weight", DeadLayerCause.NeverExecuted, "no call of it was seen")]
    [InlineData("detached", "side.weight", DeadLayerCause.NotConnected, "it runs, but the backward pass does not reach it")]
    [InlineData("zero input", "side.weight", DeadLayerCause.ZeroInput, "zeros only")]
    [InlineData("zero weight", "side.weight", DeadLayerCause.ZeroWeight, "every weight of last.weight")]
    [InlineData("off", "side.weight", DeadLayerCause.Saturated, "always off")]
    [InlineData("saturated", "side.weight", DeadLayerCause.Saturated, "(Sigmoid)")]
    [InlineData("small", "side.weight", DeadLayerCause.Vanished, "shrinks to")]
    [InlineData("small beside an earlier", "side.weight", DeadLayerCause.Vanished, "of that of main.weight")]
    public void A_dead_layer_is_given_the_cause_that_was_measured(string model, string layer, DeadLayerCause cause, string message)
    {
        var dead = Explain(() => new Branched(model)).Explanation!.DeadLayers.Single(d => d.Name == layer);
        Assert.Equal(cause, dead.Cause);
        Assert.Contains(message, dead.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_layer_is_advised_on_with_its_cause()
    {
        var advice = Explain(() => new Branched("never executed")).Explanation!.Advice;
        Assert.Contains(advice, a => a.Action.StartsWith("Remove these layers", StringComparison.Ordinal) && a.Reason.Contains("no call of it was seen", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_layers_that_vanish_of_one_cause_are_one_advice_and_one_row()
    {
        var report = Explain(() => Vanishing(12));
        var explained = report.Explanation!;
        Assert.True(explained.DeadLayers.Count >= 5, $"{explained.DeadLayers.Count} dead layers");
        Assert.All(explained.DeadLayers, d => Assert.Equal(DeadLayerCause.Vanished, d.Cause));
        var advice = Assert.Single(explained.Advice, a => a.Action.Contains("normalisation", StringComparison.OrdinalIgnoreCase));
        Assert.Contains($"linear0.weight to linear{explained.DeadLayers.Count - 1}.weight ({explained.DeadLayers.Count} layers)", advice.Action, StringComparison.Ordinal);
        Assert.InRange(explained.Advice.Count, 1, 5);
        Assert.Single(ExplanationTables.Of(report).Single(t => t.Title == "Dead layers").Rows);
    }

    [Fact]
    public void A_gradient_whose_square_is_no_number_any_more_has_vanished_all_the_same() =>
        Assert.All(Explain(() => Vanishing(16, 0.01)).Explanation!.DeadLayers, d => Assert.Equal(DeadLayerCause.Vanished, d.Cause));

    [Fact]
    public void A_tiny_gradient_is_told_with_its_size_and_its_share_of_the_largest()
    {
        var dead = Explain(() => new Branched("small")).Explanation!.DeadLayers.Single(d => d.Name == "side.weight");
        Assert.Matches(@"^its gradient has vanished: its rms is \d(\.\d)?e-\d+, \d(\.\d)?e-\d+ of that of ", dead.Message);
    }

    [Fact]
    public void Numbers_below_a_thousandth_are_shown_in_powers_of_ten_and_layers_without_any_are_left_out()
    {
        var text = ExplanationMarkdownWriter.Write(Whole(Explain(() => Vanishing(12))));
        Assert.DoesNotContain("| 0.000 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deep_plain_network_is_advised_to_normalise_and_the_spread_says_why()
    {
        var explained = Explain(() => Deep(normalised: false)).Explanation!;
        var advice = explained.Advice[0];
        Assert.Contains("Normalise before the activations", advice.Action, StringComparison.Ordinal);
        Assert.Contains("no normalisation module ran", advice.Reason, StringComparison.Ordinal);
        var spreads = explained.Flow.Layers.OrderBy(l => l.Position).Select(l => l.OutputSpread!.Value).ToArray();
        Assert.True(spreads[0] > 0.9 && spreads[^1] < 0.05, string.Join(", ", spreads));
    }

    [Fact]
    public void A_sound_network_is_left_alone()
    {
        var advice = Assert.Single(Explain(() => Sequential(("a", Linear(12, 256)), ("b", ReLU()), ("c", Linear(256, 3)))).Explanation!.Advice);
        Assert.StartsWith("Nothing needs a change", advice.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_module_that_puts_out_infinity_is_named()
    {
        var report = Explain(() => Sequential(("a", Linear(12, 40)), ("grows", new Grows()), ("c", Linear(40, 3))));
        Assert.Equal(ScoreState.Undefined, report[ScoreCatalog.Conflict]!.State);
        Assert.Equal("grows", report.Explanation!.Flow.FirstNonFinite);
        Assert.Contains("'grows'", report.Explanation.Advice[0].Action, StringComparison.Ordinal);
        Assert.NotEmpty(JsonReportWriter.Write(Whole(report)));
    }

    [Fact]
    public void An_explanation_changes_no_score()
    {
        var plain = Score(() => Deep(normalised: true), explain: false);
        var explained = Explain(() => Deep(normalised: true));
        Assert.Null(plain.Explanation);
        Assert.Equal(plain.Scores.SelectMany(s => s.Values), explained.Scores.SelectMany(s => s.Values));
    }

    [Fact]
    public void Every_layer_carries_its_kind_and_shape()
    {
        var layers = Score(() => Deep(normalised: true), explain: false).Layers;
        Assert.All(layers, l => Assert.Equal("Linear", l.Kind));
        Assert.Equal([32L, 12L], layers[0].Shape);
    }

    [Fact]
    public void The_traced_model_is_left_as_it_was()
    {
        manual_seed(1);
        using var model = Deep(normalised: true);
        using var batch = EngineComparison.Batch(8, [12], 3, ScalarType.Float32);
        model.eval();
        var before = Text(model);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var live = Tensor.TotalCount;
        _ = FlowTrace.Run(model, batch);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(Tensor.TotalCount <= live, $"{Tensor.TotalCount - live} tensors are left");
        Assert.Equal(before, Text(model));
        Assert.False(model.training);
    }

    [Fact]
    public void Tables_and_Markdown_show_layers_pairs_causes_and_advice()
    {
        var text = ExplanationMarkdownWriter.Write(Whole(Explain(() => new Branched("never executed"))));
        foreach (var part in new[] { "## Layers by gradient collapse", "## Layers by gradient conflict", "| Linear | 64 × 12 |", "## Sample pairs", "## Dead layers", "## What to try" })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    private static string Text(Module model) => string.Join("\n", model.state_dict().Select(e => e.Key + string.Join(",", e.Value.to(ScalarType.Float64).reshape(-1).data<double>().ToArray())));

    private static Module<Tensor, Tensor> Deep(bool normalised)
    {
        var parts = new List<(string, Module<Tensor, Tensor>)>();
        for (var i = 0; i < 14; i++)
        {
            parts.Add(($"linear{i}", Linear(i == 0 ? 12 : 32, 32)));
            if (normalised) parts.Add(($"norm{i}", LayerNorm(32)));
            parts.Add(($"relu{i}", ReLU()));
        }

        return Sequential([.. parts, ("output", Linear(32, 3))]);
    }

    private static Module<Tensor, Tensor> Vanishing(int depth, double share = 0.1)
    {
        List<(string, Module<Tensor, Tensor>)> parts = [("linear0", Linear(12, 16))];
        for (var i = 1; i < depth; i++) parts.AddRange([($"shrinks{i}", new Shrinks(share)), ($"linear{i}", Linear(16, 16))]);
        return Sequential([.. parts, ("output", Linear(16, 3))]);
    }

    private static ModelReport Explain(Func<Module<Tensor, Tensor>> factory) => Score(factory, explain: true);

    private static ModelReport Score(Func<Module<Tensor, Tensor>> factory, bool explain)
    {
        var model = new ModelCase { Name = "M", TypeName = "T", MethodName = "M", InputShape = [12], Classes = 3 };
        return ScoringPipeline.Score(model, factory, BatchSource.Open(model, "synthetic", null), new() { BatchSize = 16, Repeats = 1 }, explain: explain);
    }

    private static Report Whole(ModelReport model) => new()
    {
        Tool = new("gradalign", "0"),
        Environment = EnvironmentDescription.Current(),
        Options = new(),
        Limits = new(),
        Models = [new(model, new(GradAlign.Analyzer.Verdicts.Outcome.Pass, null, []))],
    };

    /// <summary>A sound network with a side branch that is dead in one of several ways.</summary>
    private sealed class Branched : Module<Tensor, Tensor>
    {
        private readonly string kind;
        private readonly Module<Tensor, Tensor> main = Linear(12, 64);
        private readonly TorchSharp.Modules.Linear side = Linear(12, 64);
        private readonly Module<Tensor, Tensor> gate = Sigmoid();
        private readonly TorchSharp.Modules.Linear last = Linear(64, 64);
        private readonly TorchSharp.Modules.Linear output = Linear(64, 3);

        public Branched(string kind) : base(nameof(Branched))
        {
            this.kind = kind;
            if (kind == "off") init.constant_(side.bias!, -100);
            if (kind == "saturated") init.constant_(side.bias!, 200);
            if (kind == "small beside an earlier") init.normal_(output.weight, 0, 50);
            if (kind == "zero weight") init.zeros_(last.weight);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var h = functional.relu(main.call(x));
            var branch = kind switch
            {
                "never executed" => h * 0.5,
                "detached" => side.call(x).detach(),
                "zero input" => side.call(x * 0),
                "off" => functional.relu(side.call(x)),
                "saturated" => gate.call(side.call(x)),
                "small" or "small beside an earlier" => side.call(x) * 1e-9,
                _ => side.call(x),
            };
            return output.call(h + functional.tanh(last.call(branch)));
        }
    }

    /// <summary>Keeps the values and lets a part of the gradient back.</summary>
    private sealed class Shrinks(double share) : Module<Tensor, Tensor>(nameof(Shrinks))
    {
        public override Tensor forward(Tensor input) => input * share + input.detach() * (1 - share);
    }

    /// <summary>Overflows.</summary>
    private sealed class Grows() : Module<Tensor, Tensor>(nameof(Grows))
    {
        public override Tensor forward(Tensor input) => input / 0.0;
    }
}
