using System.IO.Compression;
using System.Text;
using GradAlign.Analyzer.Calibration;

namespace GradAlign.Analyzer.Tests.Calibration;

public sealed class CalibratorFileTests : IDisposable
{
    private static readonly Lazy<Calibrator> Trained = new(() => SyntheticTable.Calibrator(45));
    private readonly Inputs.TemporaryFolder folder = new();

    private string Zip => Path.Combine(folder.Path, "mine.zip");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void File_that_is_missing_or_no_zip_is_refused()
    {
        Assert.Contains("cannot be read", Refused(), StringComparison.Ordinal);
        File.WriteAllText(Zip, "no zip");
        Assert.Contains(Zip, Refused(), StringComparison.Ordinal);
        File.WriteAllText(Zip, "");
        Assert.Contains(Zip, Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void Truncated_file_is_refused(double part)
    {
        CalibratorFile.Write(Zip, Trained.Value);
        var bytes = File.ReadAllBytes(Zip);
        File.WriteAllBytes(Zip, bytes[..(int)(part * bytes.Length)]);
        Assert.Contains("damaged", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Flipped_byte_anywhere_is_refused_or_changes_nothing()
    {
        CalibratorFile.Write(Zip, Trained.Value);
        var bytes = File.ReadAllBytes(Zip);
        var before = Asked(Calibrator.Read(Zip));
        for (var at = 7; at < bytes.Length; at += bytes.Length / 60)
        {
            byte[] flipped = [.. bytes];
            flipped[at] ^= 0x55;
            File.WriteAllBytes(Zip, flipped);
            try
            {
                Assert.Equal(before, Asked(Calibrator.Read(Zip)));
            }
            catch (CalibrationException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("/evil.txt")]
    [InlineData("more.json")]
    public void Entry_that_the_manifest_does_not_name_is_refused_and_nothing_unpacked(string entry)
    {
        CalibratorFile.Write(Zip, Trained.Value);
        Change(zip => Write(zip, entry, "evil"));
        Assert.Contains(entry, Refused(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(folder.Path)!, "evil.txt")));
        Assert.Equal([Zip], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Other_version_is_refused_and_named()
    {
        CalibratorFile.Write(Zip, Trained.Value);
        Change(zip => Rewrite(zip, "manifest.json", text => text.Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal)));
        var message = Refused();
        Assert.Contains("99", message, StringComparison.Ordinal);
        Assert.Contains("0.0.0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("entries")]
    [InlineData("metrics")]
    [InlineData("conditions")]
    public void Manifest_without_a_part_is_refused(string field)
    {
        CalibratorFile.Write(Zip, Trained.Value);
        Change(zip => Rewrite(zip, "manifest.json", text =>
        {
            var manifest = System.Text.Json.Nodes.JsonNode.Parse(text)!;
            manifest[field] = null;
            return manifest.ToJsonString();
        }));
        Assert.Contains("damaged", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_that_were_altered_are_refused()
    {
        CalibratorFile.Write(Zip, Trained.Value);
        Change(zip => Rewrite(zip, "models.json", text => text.Replace("0.1", "0.2", StringComparison.Ordinal)));
        Assert.Contains("damaged", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_without_a_manifest_or_with_an_empty_one_is_refused()
    {
        CalibratorFile.Write(Zip, Trained.Value);
        Change(zip => zip.GetEntry("manifest.json")!.Delete());
        Assert.Contains("manifest.json", Refused(), StringComparison.Ordinal);
        Change(zip => Write(zip, "manifest.json", "null"));
        Assert.Contains("unknown version", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        Directory.CreateDirectory(Zip);
        File.WriteAllText(Path.Combine(Zip, "kept"), "");
        Assert.ThrowsAny<Exception>(() => CalibratorFile.Write(Zip, Trained.Value));
        Assert.Equal([Zip], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Every_calibrator_that_ships_can_be_read()
    {
        Assert.Contains(ShippedCalibrators.Default, ShippedCalibrators.Names);
        Assert.All(ShippedCalibrators.Names, n => Assert.Equal(n, Calibrator.Open(n).Name));
        Assert.Contains(ShippedCalibrators.Default, Assert.Throws<CalibrationException>(() => Calibrator.Open("none.zip")).Message, StringComparison.Ordinal);
    }

    private static (double?, double?, double?) Asked(Calibrator calibrator)
    {
        var estimate = calibrator.Estimate(key => key switch { "conflict" => 0.4, "effective_rank" => 30, _ => 5000 }, new(64, BatchNormMode.PerSample, true), 0.9);
        return (estimate.Value, estimate.Lower, estimate.Upper);
    }

    private string Refused() => Assert.Throws<CalibrationException>(() => Calibrator.Read(Zip)).Message;

    private void Change(Action<ZipArchive> change)
    {
        using var zip = ZipFile.Open(Zip, ZipArchiveMode.Update);
        change(zip);
    }

    private static void Rewrite(ZipArchive zip, string name, Func<string, string> change)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        var (before, after) = (reader.ReadToEnd(), "");
        after = change(before);
        Assert.NotEqual(before, after);
        reader.Dispose();
        zip.GetEntry(name)!.Delete();
        Write(zip, name, after);
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
