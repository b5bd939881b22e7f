using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Calibration;

/// <summary>Turns what was read into a table that can be learnt from, or says why it cannot be.</summary>
internal static class TableChecks
{
    /// <summary>Rows below which no calibrator is made: a 90% interval needs nine residuals.</summary>
    public const int LeastRows = 9;

    // A column that more rows than this lack would cost more rows than it is worth.
    private const double MostUndefined = 0.2;

    /// <summary>Checks a table.</summary>
    /// <param name="raw">What was read.</param>
    /// <param name="options">Features and unit.</param>
    /// <exception cref="CalibrationException">It cannot be learnt from.</exception>
    public static CalibrationTable Check(RawTable raw, CalibrationOptions options)
    {
        if (raw.Identities.GroupBy(i => i).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CalibrationException($"The model '{twice.Key}' is in the table more than once, so it would be trained on and tested on. Keep one row a model.");
        var notes = new List<string>();
        int[] rows = [.. Enumerable.Range(0, raw.Identities.Count).Where(i => raw.Accuracy[i] is { } a && double.IsFinite(a))];
        if (rows.Length < raw.Identities.Count) notes.Add($"{raw.Identities.Count - rows.Length} rows without an accuracy are left out");
        RequireRows(rows.Length, "have an accuracy");

        var columns = Columns(raw, options, rows, notes);
        int[] defined = [.. rows.Where(i => columns.All(c => Defined(c.Values[i])))];
        if (defined.Length < rows.Length)
            notes.Add(FormattableString.Invariant($"{rows.Length - defined.Length} rows with an undefined score are left out; of such a model nothing will be predicted"));
        RequireRows(defined.Length, "have an accuracy and every score");

        columns = [.. columns.Where(c => !IsConstant(c, defined, notes)).OrderBy(c => c.Key, StringComparer.Ordinal)];
        if (columns.Count == 0)
            throw new CalibrationException("No column of scores differs between the rows, so there is nothing to learn from. Check the scores' file and --features.");
        string[] unsaid = [.. raw.Conditions.Unsaid()];
        if (unsaid.Length > 0) notes.Add($"the table does not say {string.Join(", ", unsaid)}: a model that differs there will not be called outside the domain for it");
        var (accuracy, unit) = AccuracyScaling.ToFractions([.. defined.Select(i => raw.Accuracy[i]!.Value)], options.Unit);
        double[][] values = [.. defined.Select(i => columns.Select(c => c.Values[i]!.Value).ToArray())];
        return new()
        {
            Identities = [.. defined.Select(i => raw.Identities[i])],
            Accuracy = accuracy,
            Features = [.. columns.Select(c => c.Key)],
            Rows = values,
            Groups = RowGroups.Of(values, raw.Groups is { } groups ? [.. defined.Select(i => groups[i])] : null),
            Conditions = raw.Conditions,
            Unit = unit,
            Notes = notes,
        };
    }

    private static List<(string Key, IReadOnlyList<double?> Values)> Columns(RawTable raw, CalibrationOptions options, int[] rows, List<string> notes)
    {
        if (options.Features.FirstOrDefault(f => raw.Columns.All(c => c.Key != f)) is { } missing)
            throw new CalibrationException($"The scores have no numeric column '{missing}'. They have: {string.Join(", ", raw.Columns.Select(c => c.Key))}.");
        var wanted = raw.Columns.Where(c => options.Features.Count > 0 ? options.Features.Contains(c.Key) : ScoreCatalog.Find(c.Key) is not null).ToList();
        string[] others = [.. raw.Columns.Select(c => c.Key).Except(wanted.Select(c => c.Key))];
        if (options.Features.Count == 0 && others.Length > 0) notes.Add($"not scores of GradAlign's, and not used: {string.Join(", ", others)}");
        if (wanted.Count == 0)
            throw new CalibrationException("The table has no column that is a score of GradAlign's. Name the columns to learn from with --features.");
        var sparse = wanted.Where(c => rows.Count(i => !Defined(c.Values[i])) > MostUndefined * rows.Length).ToList();
        if (sparse.Count > 0) notes.Add($"undefined in more than a fifth of the rows, and not used: {string.Join(", ", sparse.Select(c => c.Key))}");
        return [.. wanted.Except(sparse)];
    }

    private static bool IsConstant((string Key, IReadOnlyList<double?> Values) column, int[] rows, List<string> notes)
    {
        var constant = rows.All(i => column.Values[i] == column.Values[rows[0]]);
        if (constant) notes.Add($"the same in every row, and not used: {column.Key}");
        return constant;
    }

    private static bool Defined(double? value) => value is { } v && double.IsFinite(v);

    private static void RequireRows(int rows, string what)
    {
        if (rows < LeastRows)
            throw new CalibrationException(FormattableString.Invariant($"{rows} rows {what}, but a calibration needs {LeastRows} at least, and some 40 to be of use: a 90% interval takes nine residuals. Train and score more models."));
    }
}
