using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
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
}
