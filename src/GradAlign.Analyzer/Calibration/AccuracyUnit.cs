namespace GradAlign.Analyzer.Calibration;

/// <summary>What a table's accuracies are counted in.</summary>
internal enum AccuracyUnit
{
    /// <summary>Fractions where none is above 1, else percent.</summary>
    Auto,

    /// <summary>0 to 1.</summary>
    Fraction,

    /// <summary>0 to 100.</summary>
    Percent,
}
