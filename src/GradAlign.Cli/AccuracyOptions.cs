using System.CommandLine;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli;

/// <summary>The options about expected accuracy, for the commands that estimate it and those that hold it against a limit.</summary>
internal static class AccuracyOptions
{
    public static IEnumerable<Option> Estimate() =>
    [
        CommandLineLayer.Option(Settings.Calibration, "FILE", "Calibrator that says what accuracy to expect: a file of gradalign calibrate, or fashion-mnist-small."),
        CommandLineLayer.Option(Settings.AccuracyConfidence, "SHARE", "Confidence of the interval around it, 0.5 to 0.99 (0.9)."),
    ];

    public static IEnumerable<Option> Limit() =>
    [
        CommandLineLayer.Option(Settings.MinExpectedAccuracy, "X", "Expected accuracy below which the gate fails, 0 to 1; by fashion-mnist-small where no calibration is named."),
        CommandLineLayer.Option(Settings.MinExpectedAccuracyBy, "point|interval", "What is held against it: the expected accuracy (point), or the lower end of its interval."),
    ];
}
