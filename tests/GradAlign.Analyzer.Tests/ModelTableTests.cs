using System.Globalization;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using IntroScore;
using Xunit.Abstractions;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests;

/// <summary>The scores of ordinary models against those of an independent implementation in PyTorch (docs/scores.md).</summary>
public sealed class ModelTableTests(ITestOutputHelper output)
{
    private static readonly string Images = Path.Combine(RepositoryRoot.Path, "examples", "IntroScore", "data");

    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Factories = new()
    {
        [nameof(ScoredModels.ResNet20)] = ScoredModels.ResNet20,
        [nameof(ScoredModels.MlpShallow)] = ScoredModels.MlpShallow,
        [nameof(ScoredModels.MlpDeepNormalised)] = ScoredModels.MlpDeepNormalised,
        [nameof(ScoredModels.MlpDeepPlain)] = ScoredModels.MlpDeepPlain,
        [nameof(ScoredModels.MlpDeepSigmoid)] = ScoredModels.MlpDeepSigmoid,
        [nameof(ScoredModels.CnnNormalised)] = ScoredModels.CnnNormalised,
        [nameof(ScoredModels.CnnPlain)] = ScoredModels.CnnPlain,
        [nameof(ScoredModels.VisionTransformer)] = ScoredModels.VisionTransformer,
    };

    [Theory]
    [InlineData(nameof(ScoredModels.ResNet20), .00, .12, .00, .18)]
    [InlineData(nameof(ScoredModels.MlpShallow), .17, .13, .00, .41)]
    [InlineData(nameof(ScoredModels.MlpDeepNormalised), .24, .38, .04, .51)]
    [InlineData(nameof(ScoredModels.MlpDeepPlain), .93, .96, .93, .97)]
    [InlineData(nameof(ScoredModels.MlpDeepSigmoid), .51, 1.00, .51, 1.00)]
    [InlineData(nameof(ScoredModels.CnnNormalised), .47, .06, .42, .25)]
    [InlineData(nameof(ScoredModels.CnnPlain), .85, .83, .66, .91)]
    [InlineData(nameof(ScoredModels.VisionTransformer), .34, .53, .00, .78)]
    public void Scores_of_a_model_agree_with_the_independent_implementation(
        string model, double noiseConflict, double noiseCollapse, double imageConflict, double imageCollapse)
    {
        AssertClose(Score(model, "synthetic"), noiseConflict, noiseCollapse);
        AssertClose(Score(model, Images), imageConflict, imageCollapse);
    }

    [Theory]
    [InlineData(nameof(ScoredModels.ResNet20), Outcome.Pass, "", "")]
    [InlineData(nameof(ScoredModels.MlpShallow), Outcome.Pass, "", "")]
    [InlineData(nameof(ScoredModels.MlpDeepNormalised), Outcome.Pass, "", "")]
    [InlineData(nameof(ScoredModels.MlpDeepPlain), Outcome.Fail, "GA1001 error, GA1002 warning", "GA1001 error, GA1002 error")]
    [InlineData(nameof(ScoredModels.MlpDeepSigmoid), Outcome.Fail, "GA1002 error, GA1008 error", "GA1002 error, GA1008 error")]
    [InlineData(nameof(ScoredModels.CnnNormalised), Outcome.Pass, "", "")]
    [InlineData(nameof(ScoredModels.CnnPlain), Outcome.Pass, "GA1001 warning", "")]
    [InlineData(nameof(ScoredModels.VisionTransformer), Outcome.Pass, "", "")]
    public void Verdict_of_a_model_at_the_default_limits_is_that_of_the_independent_implementation(
        string model, Outcome expected, string noise, string images)
    {
        AssertVerdict(model, "synthetic", expected, noise);
        AssertVerdict(model, Images, expected, images);
    }

    [Fact]
    public void Vanishing_gradients_through_sigmoids_leave_most_layers_dead()
    {
        var report = Score(nameof(ScoredModels.MlpDeepSigmoid), "synthetic");
        Assert.InRange(report[ScoreCatalog.DeadLayerShare]!.Mean!.Value, .68, .78);
    }

    private static void AssertVerdict(string model, string data, Outcome outcome, string findings)
    {
        var verdict = Judge.Verdict(Score(model, data), new Limits(), batchSize: 64);
        var seen = verdict.Findings.Where(f => f.Severity != Severity.Info && f.Id != Rules.SeedsUndecided.Id).Select(f => $"{f.Id} {f.Severity.ToString().ToLowerInvariant()}");
        Assert.Equal((outcome, findings), (verdict.Outcome, string.Join(", ", seen)));
    }

    private void AssertClose(ModelReport report, double conflict, double collapse)
    {
        var (actualConflict, actualCollapse) = (report[ScoreCatalog.Conflict]!, report[ScoreCatalog.Collapse]!);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Name} on {report.Data!.Kind}: conflict {actualConflict.Mean:f3} ± {actualConflict.StandardDeviation:f3} ({conflict:f2}), collapse {actualCollapse.Mean:f3} ± {actualCollapse.StandardDeviation:f3} ({collapse:f2}), {report.Engine}, {report.Seconds:f1} s"));
        Assert.Equal("batched", report.Engine);
        Assert.InRange(actualConflict.Mean!.Value, conflict - .15, conflict + .15);
        Assert.InRange(actualCollapse.Mean!.Value, collapse - .05, collapse + .05);
    }

    private static ModelReport Score(string name, string data)
    {
        var model = new ModelCase { Name = name, TypeName = typeof(ScoredModels).FullName!, MethodName = name, InputShape = [1, 28, 28], Classes = 10 };
        var report = ScoringPipeline.Score(model, Factories[name], BatchSource.Open(model, data, null), new());
        Assert.True(report.Scores.Count > 0, string.Join("; ", report.Findings.Select(f => f.Message)));
        return report;
    }
}
