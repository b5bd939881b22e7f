namespace GradAlign.Analyzer.Calibration;

/// <summary>The calibrators that ship with GradAlign; docs/calibration.md says what each is for, and what it is not for.</summary>
public static class ShippedCalibrators
{
    private const string Prefix = "calibrators/";
    private const string Ending = ".zip";

    /// <summary>The one that is asked where a limit is set and no calibration named: small classifiers of 28 × 28 grey images.</summary>
    public const string Default = "fashion-mnist-small";

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ShippedCalibrators).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Ending, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Ending.Length]).Order(StringComparer.Ordinal),
    ];

    internal static Calibrator Read(string name)
    {
        using var stream = typeof(ShippedCalibrators).Assembly.GetManifestResourceStream(Prefix + name + Ending)
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        return CalibratorFile.Read(stream, name);
    }
}
