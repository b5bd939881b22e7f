using System.Globalization;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>Holds a measured score against its snapshot, seed by seed.</summary>
public static class SnapshotComparer
{
    // Values are rounded to six decimals: what lies on the tolerance lies within it.
    private const double Rounding = 1e-9;

    /// <summary>Compares two snapshots.</summary>
    /// <param name="verified">The accepted one.</param>
    /// <param name="received">The one measured now.</param>
    public static SnapshotComparison Compare(ScoreSnapshot verified, ScoreSnapshot received)
    {
        var obstacles = Obstacles(verified, received).ToArray();
        return obstacles.Length > 0
            ? new(obstacles, [], [])
            : new([], [.. ScoreCatalog.All.Where(s => IsKnown(s.Key, verified, received)).Select(s => Drift(s, verified, received)).OfType<ScoreDrift>()], [.. Notes(verified, received)]);
    }

    private static IEnumerable<string> Obstacles(ScoreSnapshot verified, ScoreSnapshot received)
    {
        if (verified.Format != received.Format) yield return Invariant($"format {verified.Format}, now {received.Format}");
        foreach (var difference in verified.Conditions.DifferencesTo(received.Conditions)) yield return difference;
        if (!verified.IsDefined) yield return "the snapshot's score is undefined";
        if (!received.IsDefined) yield return "the measured score is undefined";
    }

    // A score that an older version did not have yet is no drift; one that is missing from the same version's snapshot is.
    private static bool IsKnown(string key, ScoreSnapshot verified, ScoreSnapshot received) =>
        verified.Versions.GradAlign == received.Versions.GradAlign || verified.Scores.Any(s => s.Key == key);

    private static ScoreDrift? Drift(ScoreDefinition definition, ScoreSnapshot verified, ScoreSnapshot received)
    {
        var (before, now) = (Score(verified, definition.Key), Score(received, definition.Key));
        if (before.State != now.State || before.Values.Count != now.Values.Count) return new(definition.Key, DriftKind.StateChanged, before, now, 0);
        var differences = before.Values.Zip(now.Values, (b, n) => n - b).ToArray();
        if (differences.All(d => Math.Abs(d) <= ScoreTolerance.Of(definition.Key) + Rounding)) return null;
        var noise = Noise(differences);
        return new(definition.Key, Kind(definition.Better, differences.Average(), noise), before, now, noise);
    }

    private static DriftKind Kind(Better better, double mean, double noise)
    {
        if (better == Better.Neither) return DriftKind.Neutral;
        var worse = better == Better.Lower ? mean : -mean;
        return worse < 0 ? DriftKind.Better : worse <= noise ? DriftKind.WorseWithinNoise : DriftKind.Worse;
    }

    // 2·sd/√R of the paired differences; with one seed there is no noise to hide in.
    private static double Noise(double[] differences)
    {
        if (differences.Length < 2) return 0;
        var mean = differences.Average();
        return 2 * Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1)) / Math.Sqrt(differences.Length);
    }

    private static SnapshotScore Score(ScoreSnapshot snapshot, string key) => snapshot.Scores.FirstOrDefault(s => s.Key == key) ?? new(key, ScoreState.Undefined, []);

    private static IEnumerable<string> Notes(ScoreSnapshot verified, ScoreSnapshot received)
    {
        // The file's name says whose snapshot it is; a test's model is called as its source text is, and changes with it.
        if (verified.Model != received.Model) yield return $"model {verified.Model}, now {received.Model}";
        // The file's name says whose snapshot it is; a test's model is called as its source text is, and changes with it.
        if (verified.Size != received.Size) yield return $"size {Show(verified.Size)}, now {Show(received.Size)}";
        if (verified.Device != received.Device) yield return $"device {verified.Device}, now {received.Device}";
        if (verified.Versions.TorchSharp != received.Versions.TorchSharp) yield return $"TorchSharp {verified.Versions.TorchSharp}, now {received.Versions.TorchSharp}";
        if (verified.Versions.GradAlign != received.Versions.GradAlign) yield return $"GradAlign {verified.Versions.GradAlign}, now {received.Versions.GradAlign}";
    }

    private static string Show(Reporting.ModelSize? size) =>
        size is null ? "unknown" : Invariant($"{size.Params} parameters in {size.TrainableLayers} layers, {(size.Macs is { } macs ? Invariant($"{macs}") : "unknown")} MACs");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
