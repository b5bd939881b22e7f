namespace GradAlign.Analyzer.Calibration;

/// <summary>Brings accuracies to fractions. A table in two units would teach nonsense, so what is not plain is refused.</summary>
internal static class AccuracyScaling
{
    /// <summary>The accuracies as fractions, and the unit that they were in.</summary>
    /// <param name="accuracy">Finite accuracies.</param>
    /// <param name="unit">What somebody said they are in.</param>
    /// <exception cref="CalibrationException">They are in no unit, or seem to be in two.</exception>
    public static (double[] Fractions, AccuracyUnit Unit) ToFractions(double[] accuracy, AccuracyUnit unit)
    {
        var (least, most) = (accuracy.Min(), accuracy.Max());
        if (least < 0 || most > 100)
            throw new CalibrationException(FormattableString.Invariant($"The accuracies reach from {least} to {most}, which is neither percent nor a fraction. Is it the column of a loss?"));
        if (unit == AccuracyUnit.Auto)
        {
            unit = most <= 1 ? AccuracyUnit.Fraction : AccuracyUnit.Percent;
            if (AreMixed(accuracy))
                throw new CalibrationException(FormattableString.Invariant($"{accuracy.Count(IsSmall)} accuracies are at most 1 and others reach {most}: fractions and percent seem to be mixed. Correct them, or say --unit percent."));
        }

        if (unit == AccuracyUnit.Fraction && most > 1)
            throw new CalibrationException(FormattableString.Invariant($"An accuracy is {most}, which is no fraction. Say --unit percent, or correct it."));
        double[] fractions = unit == AccuracyUnit.Percent ? [.. accuracy.Select(a => a / 100)] : accuracy;
        if (most == least)
            throw new CalibrationException(FormattableString.Invariant($"Every accuracy is {most}, so there is nothing to tell apart."));
        return (fractions, unit);
    }

    /// <summary>Whether accuracies seem to be in both units: percent of at most 1 is possible, fractions among percents are likelier.</summary>
    /// <param name="accuracy">Accuracies as they were read.</param>
    public static bool AreMixed(IReadOnlyCollection<double> accuracy) => accuracy.Any(a => a > 1) && accuracy.Any(IsSmall);

    private static bool IsSmall(double accuracy) => accuracy is > 0 and <= 1;
}
