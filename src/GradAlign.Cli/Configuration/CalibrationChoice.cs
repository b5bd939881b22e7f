using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Configuration;

/// <summary>The calibration that holds, read.</summary>
/// <param name="Calibrator">The calibrator; null: none was asked for, or it cannot be read.</param>
/// <param name="File">Its file; null: it ships with GradAlign, or there is none.</param>
/// <param name="Problem">Why it cannot be read; null: it was, or was not asked for.</param>
internal sealed record CalibrationChoice(Calibrator? Calibrator, string? File, LocatedFinding? Problem)
{
    /// <summary>No calibration: nothing is said of accuracies.</summary>
    public static CalibrationChoice None { get; } = new(null, null, null);

    /// <summary>What a configuration names; the shipped one where it names none and asks for an accuracy.</summary>
    public static CalibrationChoice Of(ResolvedConfiguration configuration)
    {
        var (value, source, place) = configuration[Settings.Calibration];
        var name = value as string ?? (configuration.HasAnywhere(Settings.MinExpectedAccuracy) ? ShippedCalibrators.Default : null);
        if (name is null) return None;
        try
        {
            return new(Analyzer.Calibration.Calibrator.Open(name), ShippedCalibrators.Names.Contains(name) ? null : Path.GetFullPath(name), null);
        }
        catch (CalibrationException e)
        {
            return new(null, Path.GetFullPath(name), new(Rules.InvalidConfiguration.Finding($"{Settings.Calibration.Key} ({source}): {e.Message}"), null, place));
        }
    }

    /// <summary>A calibrator's file as a folder's file or project means it; a name that ships with GradAlign is no path.</summary>
    public static string Rooted(string nameOrPath, string folder) =>
        ShippedCalibrators.Names.Contains(nameOrPath) ? nameOrPath : Path.GetFullPath(nameOrPath, folder);
}
