using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using GradAlign.Analyzer.Calibration.Models;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Calibration;

/// <summary>A calibrator's file: a zip of a manifest, the models as JSON, and ML.NET's own files of the trees. Nothing of it is ever unpacked to a folder.</summary>
internal static class CalibratorFile
{
    private const string ManifestEntry = "manifest.json";
    private const string ModelsEntry = "models.json";

    // A zip of a few kilobytes can hold terabytes of zeros.
    private const long MostBytes = 256L << 20;

    // A field that is null where none may be is damage.
    private static readonly JsonSerializerOptions Strict = new(GradAlignJson.Compact) { RespectNullableAnnotations = true };

    /// <summary>The time of every entry: a file says nothing of when it was made.</summary>
    public static readonly DateTimeOffset NoTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a calibrator: there is the old file or the new one, never half of one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="calibrator">The calibrator.</param>
    public static void Write(string path, Calibrator calibrator)
    {
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [ModelsEntry] = JsonSerializer.SerializeToUtf8Bytes(calibrator.Models, GradAlignJson.Compact),
        };
        foreach (var (trees, i) in Trees(calibrator.Models).Select((t, i) => (t, i))) entries[TreesEntry(i)] = trees.File;
        var manifest = calibrator.Manifest with { Entries = entries.ToDictionary(e => e.Key, e => Hash(e.Value)) };
        var temporary = FormattableString.Invariant($"{path}.{Environment.ProcessId}.tmp");
        try
        {
            using (var zip = ZipFile.Open(temporary, ZipArchiveMode.Create))
            {
                Add(zip, ManifestEntry, JsonSerializer.SerializeToUtf8Bytes(manifest, GradAlignJson.Indented));
                foreach (var (name, bytes) in entries) Add(zip, name, bytes);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a calibrator.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="CalibrationException">It cannot be read, is damaged, or is of another version.</exception>
    public static Calibrator Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CalibrationException($"The calibrator {path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads a calibrator.</summary>
    /// <param name="stream">Its bytes; can seek.</param>
    /// <param name="path">Its file, for messages.</param>
    public static Calibrator Read(Stream stream, string path)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            var manifest = Manifest(zip, path);
            RequireExpected(zip, manifest, path);
            var models = JsonSerializer.Deserialize<CalibratorModels>(Bytes(zip, ModelsEntry, manifest, path), Strict) ?? throw Damaged(path, "it holds no models");
            foreach (var (trees, i) in Trees(models).Select((t, i) => (t, i))) trees.File = Bytes(zip, TreesEntry(i), manifest, path);
            RequireSound(models, path);
            return new(manifest, models);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or NotSupportedException or FormatException or EndOfStreamException)
        {
            throw Damaged(path, e.Message);
        }
    }

    private static CalibratorManifest Manifest(ZipArchive zip, string path)
    {
        var bytes = Content(zip.GetEntry(ManifestEntry) ?? throw Damaged(path, $"it has no {ManifestEntry}"), path);
        // The version first: what another one writes may be anything else.
        using var json = JsonDocument.Parse(bytes);
        var format = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("format", out var f) && f.TryGetInt32(out var number) ? number : 0;
        if (format != CalibratorManifest.CurrentFormat)
        {
            var by = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("gradAlign", out var version) ? version.ToString() : "an unknown version";
            throw new CalibrationException(FormattableString.Invariant($"The calibrator {path} was written by GradAlign {by} in format {format}, and this version reads format {CalibratorManifest.CurrentFormat}. Make it again with gradalign calibrate."));
        }

        return JsonSerializer.Deserialize<CalibratorManifest>(bytes, Strict) ?? throw Damaged(path, "its manifest is empty");
    }

    private static void RequireExpected(ZipArchive zip, CalibratorManifest manifest, string path)
    {
        if (zip.Entries.FirstOrDefault(e => e.FullName != ManifestEntry && !manifest.Entries.ContainsKey(e.FullName)) is { } strange)
            throw Damaged(path, $"it holds '{strange.FullName}', which its manifest does not name");
    }

    private static void RequireSound(CalibratorModels models, string path)
    {
        var (features, rows) = (models.Point.Features.Count, models.Interval.Residuals.Length);
        var sound = models.Folds.Prepend(models.Point).All(m => m.Features.Count == features && m.Features.All(IsSound) && m.Model.Fits(features))
            && rows == models.Interval.Folds.Length && models.Interval.Folds.All(f => f >= 0 && f < models.Folds.Count) && models.Interval.Residuals.All(double.IsFinite)
            && models.Target.Knots.Length >= 2 && models.Target.Knots.Length == models.Target.Scores.Length
            && Ascending(models.Target.Knots) && Ascending(models.Target.Scores)
            && models.Domain.Neighbours.All(n => n.Length == features && n.All(double.IsFinite)) && double.IsFinite(models.Domain.MostDistance);
        if (!sound) throw Damaged(path, "its models do not fit together");
    }

    private static bool IsSound(FeatureScale scale) => double.IsFinite(scale.Mean) && scale.Deviation > 0 && scale.Least <= scale.Most;

    private static bool Ascending(double[] values) => values.All(double.IsFinite) && values.Zip(values.Skip(1)).All(p => p.First < p.Second);

    private static IEnumerable<TreesModel> Trees(CalibratorModels models) => models.Folds.Prepend(models.Point).SelectMany(m => m.Model.Trees());

    private static string TreesEntry(int number) => FormattableString.Invariant($"trees/{number}.mlnet.zip");

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    private static byte[] Bytes(ZipArchive zip, string name, CalibratorManifest manifest, string path)
    {
        var bytes = Content(zip.GetEntry(name) ?? throw Damaged(path, $"it has no {name}"), path);
        return manifest.Entries.GetValueOrDefault(name) == Hash(bytes) ? bytes : throw Damaged(path, $"{name} is not what the manifest says it is");
    }

    private static byte[] Content(ZipArchiveEntry entry, string path)
    {
        if (entry.Length > MostBytes) throw Damaged(path, $"{entry.FullName} is larger than any calibrator's");
        using var stream = entry.Open();
        using var content = new MemoryStream();
        // The length that an entry states need not be its length.
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0; content.Write(buffer, 0, read))
        {
            if (content.Length > MostBytes) throw Damaged(path, $"{entry.FullName} is larger than any calibrator's");
        }

        return content.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static CalibrationException Damaged(string path, string why) =>
        new($"The calibrator {path} is damaged or none of GradAlign's: {why.TrimEnd('.')}. Make it again with gradalign calibrate.");
}
