using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private const string Golden = """
        {
          "format": 1,
          "model": "Net",
          "inputShape": [1, 28, 28],
          "classes": 10,
          "batchSize": 64,
          "batchNorm": "per-sample",
          "seeds": [0, 1],
          "data": {
            "kind": "synthetic",
            "name": "standard normal inputs, labels i mod 10",
            "samples": null,
            "standardisation": null,
            "sha256": null
          },
          "device": "cpu",
          "versions": {
            "gradAlign": "1.2.3",
            "torchSharp": "0.107.0"
          },
          "size": {
            "params": 1000,
            "macs": 2000,
            "trainableLayers": 3
          },
          "scores": {
            "conflict": [0.123457, 0],
            "collapse": "not-applicable",
            "effective_rank": [12.5, 30]
          }
        }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-snapshots-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Written_file_follows_the_conventions_of_Verify_in_any_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new(culture);
            SnapshotFile.Write(SnapshotPath, Sample());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        var bytes = File.ReadAllBytes(SnapshotPath);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal(Golden.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(bytes[3..]));
    }

    [Fact]
    public void Read_file_equals_the_one_written()
    {
        SnapshotFile.Write(SnapshotPath, Sample());

        var read = SnapshotFile.Read(SnapshotPath);

        Assert.True(SnapshotComparer.Compare(Sample(), read).IsMatch);
        Assert.Equal(SnapshotJson.Write(Sample()), SnapshotJson.Write(read));
    }

    [Fact]
    public void File_with_other_line_ends_and_without_a_byte_order_mark_is_read()
    {
        File.WriteAllText(SnapshotPath, Golden.ReplaceLineEndings("\r\n"), new UTF8Encoding(false));

        Assert.True(SnapshotComparer.Compare(Sample(), SnapshotFile.Read(SnapshotPath)).IsMatch);
    }

    [Theory]
    [InlineData("Models.ResNet20", "Models.ResNet20")]
    [InlineData("../../etc/passwd", "..-..-etc-passwd")]
    [InlineData("a:b|c\n", "a-b-c-")]
    public void Safe_name_stays_within_its_folder(string name, string expected) => Assert.Equal(expected, SnapshotFile.SafeName(name));

    [Theory]
    [InlineData("verify", SnapshotMode.Verify)]
    [InlineData("Accept", SnapshotMode.Accept)]
    [InlineData(null, SnapshotMode.Verify)]
    [InlineData("", SnapshotMode.Verify)]
    public void Mode_is_read(string? text, SnapshotMode mode) => Assert.Equal(mode, SnapshotEnvironment.Of(text).Mode);

    [Fact]
    public void Unknown_mode_is_an_invalid_configuration() =>
        Assert.Equal(Rules.InvalidConfiguration.Id, Assert.Throws<ScoringException>(() => SnapshotEnvironment.Of("update")).Finding.Id);

    private string SnapshotPath => Path.Combine(folder.FullName, "Net.verified.json");

    private static ScoreSnapshot Sample()
    {
        var options = new ScoringOptions { Repeats = 2 };
        var report = Snapshot.Report(options, (ScoreCatalog.Conflict, [0.1234567, -1e-9]), (ScoreCatalog.EffectiveRank, [12.5, 30]));
        var collapse = ScoreSummary.Of(ScoreCatalog.Collapse.Key, [ScoreValue.NotApplicable("no hidden layers"), ScoreValue.NotApplicable("no hidden layers")]);
        return ScoreSnapshot.Of(report with { Scores = [report.Scores[0], collapse, report.Scores[1]] }, options) with { Versions = new("1.2.3", "0.107.0") };
    }
}
