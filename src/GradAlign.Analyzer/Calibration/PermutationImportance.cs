namespace GradAlign.Analyzer.Calibration;

/// <summary>Permutation importance on rows that the models did not see (Breiman, Machine Learning 45, 2001).</summary>
internal static class PermutationImportance
{
    private const int Repeats = 5;
    private const int ManyRows = 2000;

    /// <summary>An importance a feature, the greatest first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folds">The fold of each row.</param>
    /// <param name="target">The scale of accuracy.</param>
    /// <param name="run">The models.</param>
    /// <param name="seed">Seed of the permutations.</param>
    public static IReadOnlyList<FeatureImportance> Measure(CalibrationTable table, int[] folds, TargetScale target, CrossValidation run, int seed)
    {
        var repeats = folds.Length > ManyRows ? 1 : Repeats;
        var error = Error(table.Accuracy, run.Accuracy);
        return [.. table.Features.Select((key, f) => new FeatureImportance(
                key, table.Rows.Min(r => r[f]), table.Rows.Max(r => r[f]), Enumerable.Range(0, repeats).Average(r => Error(table.Accuracy, Shuffled(f, r))) - error))
            .OrderByDescending(i => i.Increase)];

        double[] Shuffled(int feature, int repeat)
        {
            var order = Folds.Shuffled(folds.Length, seed + repeat + 1);
            double[][] rows = [.. table.Rows.Select((r, i) => With(r, feature, table.Rows[order[i]][feature]))];
            var predicted = new double[folds.Length];
            for (var fold = 0; fold < run.Models.Count; fold++)
            {
                int[] test = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
                var scores = run.Models[fold].Predict([.. test.Select(i => rows[i])]);
                for (var i = 0; i < test.Length; i++) predicted[test[i]] = target.Back(scores[i]);
            }

            return predicted;
        }
    }

    private static double[] With(double[] row, int feature, double value)
    {
        double[] changed = [.. row];
        changed[feature] = value;
        return changed;
    }

    private static double Error(double[] truth, double[] predicted) => truth.Zip(predicted, (t, p) => Math.Abs(t - p)).Average();
}
