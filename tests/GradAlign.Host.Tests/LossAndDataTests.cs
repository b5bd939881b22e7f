using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Host.Tests;

/// <summary>Losses, vocabularies and data sets through the scoring process itself, on the examples.</summary>
public sealed class LossAndDataTests
{
    // 2×2 pixels of red, green, blue and white.
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR4nGP4z8DAAMIM/4EAAB/uBfsL2WiLAAAAAElFTkSuQmCC";

    [Fact]
    public async Task Models_with_a_vocabulary_or_a_loss_are_scored_by_the_batched_engine()
    {
        var reports = await Score("IntroLanguageModel", "*");
        Assert.Equal(["TinyGpt", "TextClassifier", "WaveRegression"], reports.Select(r => r.Name));
        Assert.Equal(
            ["cross-entropy of the next token, mean over a sample's positions", "cross-entropy", "IntroLanguageModel.HuberLoss.Loss"],
            reports.Select(r => r.Loss));
        Assert.All(reports, report =>
        {
            Assert.Equal(ScoreState.Defined, report[ScoreCatalog.Conflict]!.State);
            Assert.Equal(ScoreState.Defined, report[ScoreCatalog.Collapse]!.State);
            Assert.Equal("batched", report.Engine);
        });
        Assert.Equal(["synthetic", "synthetic", "batch"], reports.Select(r => r.Data!.Kind));
        Assert.Equal([128, 128, 0], reports.Select(r => r.Vocabulary));
    }

    [Fact]
    public async Task Folder_of_images_is_decoded_in_the_scoring_process()
    {
        var folder = Directory.CreateTempSubdirectory("gradalign-images-");
        try
        {
            for (int i = 0; i < 20; i++)
            {
                var subfolder = folder.CreateSubdirectory($"class{i % 10}");
                await File.WriteAllBytesAsync(Path.Combine(subfolder.FullName, $"{i}.png"), Convert.FromBase64String(Png));
            }

            var report = Assert.Single(await Score("IntroScore", "MlpShallow", $"folder:{folder.FullName},resize"));
            Assert.Empty(report.Findings);
            Assert.Equal(("folder", 20), (report.Data!.Kind, report.Data.Samples));
            Assert.StartsWith("resized to 28×28, turned to grey", report.Data.Standardisation, StringComparison.Ordinal);
            Assert.Equal(ScoreState.Defined, report[ScoreCatalog.Conflict]!.State);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<ModelReport>> Score(string example, string models, string? data = null)
    {
        // Built with the tests, in the same configuration: …/bin/Release/net10.0/
        string output = Path.GetRelativePath(Path.Combine(RepositoryRoot.Path, "tests", "GradAlign.Host.Tests"), AppContext.BaseDirectory);
        string assembly = Path.Combine(RepositoryRoot.Path, "examples", example, output, example + ".dll");
        var chosen = ModelDiscovery.Discover(assembly).Models.Where(m => ModelFilter.Matches(models, $"{m.TypeName}.{m.MethodName}")).ToArray();
        Assert.NotEmpty(chosen);
        var outcome = await ScoringHost.ScoreAsync(new(assembly, new() { Repeats = 1, BatchSize = 16, Data = data }, chosen), new());
        Assert.Null(outcome.Failure);
        return outcome.Reports;
    }
}
