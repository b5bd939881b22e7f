using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class PrecisionTests
{
    [Theory]
    [InlineData(BatchNormMode.PerSample)]
    [InlineData(BatchNormMode.Frozen)]
    [InlineData(BatchNormMode.Batch)]
    public void Scores_in_float64_are_those_of_float32_without_its_rounding(BatchNormMode mode)
    {
        var seen = new HashSet<ScalarType>();
        var model = new ModelCase { Name = "Model", TypeName = "Models", MethodName = "Model", InputShape = [5], Classes = 3 };
        var scores = Enum.GetValues<ScoringPrecision>().Select(precision =>
        {
            var options = new ScoringOptions { BatchSize = 16, Repeats = 2, BatchNorm = mode, Precision = precision };
            var report = ScoringPipeline.Score(model, () => new SwitchedModel(ScalarType.Float32) { Watch = x => seen.Add(x.dtype) }, BatchSource.Open(model, "synthetic", null), options);
            Assert.True(report.Scores.Count > 0, string.Join("; ", report.Findings.Select(f => f.Message)));
            return report[ScoreCatalog.Collapse]!.Mean!.Value;
        }).ToArray();
        Assert.Equal([ScalarType.Float32, ScalarType.Float64], seen.Order());
        Assert.Equal(scores[0], scores[1], 1e-4);
        Assert.NotEqual(scores[0], scores[1]);
    }

    [Theory]
    [InlineData(ScoringPrecision.Float32, ScalarType.Float32)]
    [InlineData(ScoringPrecision.Float64, ScalarType.Float64)]
    public void A_loss_of_the_users_gets_outputs_and_targets_of_the_precision(ScoringPrecision precision, ScalarType expected)
    {
        var seen = new HashSet<ScalarType>();
        var loss = new UserLoss("Squared.Loss", (output, target) =>
        {
            seen.UnionWith([output.dtype, target.dtype]);
            return (output - target).pow(2).mean([1]);
        });
        var model = new ModelCase { Name = "Model", TypeName = "Models", MethodName = "Model", InputShape = [5], Classes = 3, LossType = "Squared" };
        var options = new ScoringOptions { BatchSize = 8, Repeats = 2, Precision = precision, Memory = 4_000 };
        var report = ScoringPipeline.Score(model, () => new SwitchedModel(ScalarType.Float32), new Regression(), options, loss: loss, explain: true);
        Assert.True(report.Scores.Count > 0, string.Join("; ", report.Findings.Select(f => f.Message)));
        Assert.NotNull(report.Explanation);
        Assert.Equal("batched", report.Engine);
        Assert.Equal([expected], seen);
    }

    private sealed class Regression : IBatchSource
    {
        public DataDescription Description { get; } = new("synthetic", "numbers");

        public ScoringBatch Draw(int size, long seed)
        {
            manual_seed(seed);
            return new(randn(size, 5), randn(size, 3));
        }
    }
}
