using GradAlign.Analyzer.Metrics;
using Xunit.Abstractions;

namespace GradAlign.FieldSet.Tests;

/// <summary>Models as people write them, through the scoring process.</summary>
public sealed class FieldSetTests(FieldScores scores, ITestOutputHelper output) : IClassFixture<FieldScores>
{
    // Of every 25 models.
    private const int FastOf25 = 22;

    // A layer below this share of the largest has no gradient but rounding.
    private const double Negligible = 1e-6;

    // Where two gradients are orthogonal, as signs make them, rounding decides on which side of zero they are.
    private static readonly ScoreDefinition[] CountedSigns = [ScoreCatalog.NegativePairRate, ScoreCatalog.NegativePairRateLayers];

    public static TheoryData<string> All => [.. FieldModel.All.Select(m => m.Name)];

    public static TheoryData<string> Scored => [.. FieldModel.Scored.Select(m => m.Name)];

    [Fact]
    public void Set_and_assemblies_name_the_same_models() =>
        Assert.Equal(FieldModel.All.Select(m => m.Name).Order(), FieldScores.Models.Select(m => m.Model.Name).Order());

    [Fact]
    public void Page_names_every_model_with_its_idiom()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "field-set.md"));
        Assert.All(FieldModel.All, m => Assert.Contains($"| {m.Name} | {m.Idiom} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Field_is_scored_in_batches()
    {
        output.WriteLine(FieldTable.Of(scores));
        var slow = FieldModel.Scored.Where(m => scores.Float64[m.Name].Engine is not ("batched" or "mixed")).Select(m => m.Name).ToArray();
        Assert.True((FieldModel.Scored.Count - slow.Length) * 25 >= FieldModel.Scored.Count * FastOf25, $"{slow.Length} of {FieldModel.Scored.Count} models are neither batched nor mixed: {string.Join(", ", slow)}");
    }

    [Theory, MemberData(nameof(All))]
    public void Model_is_scored_or_known_to_be_refused(string name)
    {
        foreach (var report in new[] { scores.Float64[name], scores.Float32[name] })
        {
            var (isScored, refused) = (report[ScoreCatalog.Conflict]?.State == ScoreState.Defined, FieldModel.All.Single(m => m.Name == name).Refused);
            Assert.True(isScored == refused is null, $"scored: {isScored}; known to be refused: {refused ?? "no"}. {string.Join('\n', report.Findings.Select(f => f.Message))}");
        }
    }

    [Theory, MemberData(nameof(Scored))]
    public void Model_has_its_size_and_its_layers(string name)
    {
        var report = scores.Float32[name];
        Assert.True(report.Size is { Params: > 0, Macs: > 0 }, $"{report.Size}");
        Assert.Equal(report.Size.TrainableLayers, report.Layers.Count);
    }

    [Theory, MemberData(nameof(Scored))]
    public void Model_in_float32_is_the_model_in_float64_to_rounding(string name) =>
        AssertSame(scores.Float64[name][ScoreCatalog.Conflict]?.Mean, scores.Float32[name][ScoreCatalog.Conflict]?.Mean, "conflict", tolerance: 1e-3);

    [Theory, MemberData(nameof(Scored))]
    public void Model_has_the_scores_of_the_loop_in_float64(string name)
    {
        var report = scores.Float64[name];
        var (project, model) = FieldScores.Models.Single(m => m.Model.Name == name);
        var loop = LoopScores.Of(project, model, FieldScores.Options, report);
        var largest = loop.Layers.Select(l => l.RmsGradient).DefaultIfEmpty(0).Max();
        foreach (var layer in loop.Layers)
        {
            var shown = report.Layers.Single(l => l.Name == layer.Layer.Name).Scores.ToDictionary(s => s.Key, s => s.Mean);
            AssertSame(layer.RmsGradient / largest, shown[ScoreCatalog.RmsGradient.Key] / largest, $"rms gradient of {layer.Layer.Name}");
            if (layer.RmsGradient <= Negligible * largest) continue;
            AssertSame(layer.Conflict.Value, shown[ScoreCatalog.Conflict.Key], $"conflict of {layer.Layer.Name}");
            AssertSame(layer.Collapse.Value, shown[ScoreCatalog.Collapse.Key], $"collapse of {layer.Layer.Name}");
        }

        foreach (var score in ScoreCatalog.All.Except(CountedSigns)) AssertSame(loop[score].Value, report[score]!.Mean, score.Key);
    }

    private static void AssertSame(double? expected, double? actual, string what, double tolerance = 1e-10)
    {
        var isSame = expected is { } value ? Math.Abs(value - (actual ?? double.NaN)) <= tolerance * Math.Max(1, Math.Abs(value)) : actual is null;
        Assert.True(isSame, FormattableString.Invariant($"{what}: {actual:g17}, and {expected:g17} expected"));
    }
}
