namespace GradAlign.Analyzer.Verdicts;

/// <summary>The two limits that hold for one score of one model; null: none is known.</summary>
internal readonly record struct ScoreLimit(double? Warn, double? Max)
{
    /// <summary>Of a configured and an attribute's limit the stricter holds; the default one only where neither is there.</summary>
    public static ScoreLimit Of(double? warn, double? max, double? modelMax, double defaultWarn, double defaultMax, bool defaultsHold)
    {
        var stricter = (max, modelMax) switch
        {
            ({ } configured, { } attribute) => Math.Min(configured, attribute),
            _ => max ?? modelMax ?? (defaultsHold ? defaultMax : null),
        };
        var warning = warn ?? (defaultsHold ? defaultWarn : null);
        // A warning limit beyond the error limit can say nothing.
        return new(warning < stricter || stricter is null ? warning : null, stricter);
    }

    /// <summary>The most severe limit that a value lies above.</summary>
    public (Severity Severity, double Limit)? Crossed(double value) =>
        value > Max ? (Severity.Error, Max.Value) : value > Warn ? (Severity.Warning, Warn.Value) : null;
}
