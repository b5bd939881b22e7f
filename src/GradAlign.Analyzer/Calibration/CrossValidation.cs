using GradAlign.Analyzer.Calibration.Models;
using GradAlign.Analyzer.Calibration.Trainers;

namespace GradAlign.Analyzer.Calibration;

/// <summary>A trainer's predictions of rows that it did not see.</summary>
/// <param name="Trainer">The trainer, tuned.</param>
/// <param name="Models">A model a fold, trained without it.</param>
/// <param name="Scores">The normal score that each row got from the model without it.</param>
/// <param name="Accuracy">The same as accuracies, [0, 1].</param>
internal sealed record CrossValidation(ITrainer Trainer, IReadOnlyList<FittedModel> Models, double[] Scores, double[] Accuracy)
{
    /// <summary>Cross-validates.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folds">The fold of each row.</param>
    /// <param name="target">The scale of accuracy.</param>
    /// <param name="candidate">How to learn.</param>
    public static CrossValidation Run(CalibrationTable table, int[] folds, TargetScale target, ITrainer candidate)
    {
        double[] targets = [.. table.Accuracy.Select(target.To)];
        var all = FittedModel.Scale([.. table.Features.Select((key, f) => FeatureScale.Of(key, [.. table.Rows.Select(r => r[f])]))], table.Rows);
        var trainer = candidate.Tuned(all, targets);
        var (models, scores) = (new List<FittedModel>(), new double[targets.Length]);
        for (var fold = 0; fold <= folds.Max(); fold++)
        {
            int[] train = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] != fold)];
            int[] test = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
            var model = FittedModel.Train(table.Features, [.. train.Select(i => table.Rows[i])], [.. train.Select(i => targets[i])], trainer);
            var predicted = model.Predict([.. test.Select(i => table.Rows[i])]);
            for (var i = 0; i < test.Length; i++) scores[test[i]] = predicted[i];
            models.Add(model);
        }

        return new(trainer, models, scores, [.. scores.Select(target.Back)]);
    }

    /// <summary>The candidate with the least mean absolute error; of equals the simplest.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folds">The fold of each row.</param>
    /// <param name="target">The scale of accuracy.</param>
    /// <param name="seed">Seed of the trees.</param>
    public static (CrossValidation Best, IReadOnlyList<FitMetrics> Tried) Best(CalibrationTable table, int[] folds, TargetScale target, int seed)
    {
        var done = new Dictionary<ITrainer, CrossValidation>();
        foreach (var candidate in Candidates.For(table.Accuracy.Length, seed))
        {
            // The two of a blend have been trained on every fold already.
            done[candidate] = candidate is BlendTrainer blend ? Blend(done[blend.First], done[blend.Second], target) : Run(table, folds, target, candidate);
        }

        var runs = done.Values.Select(run => (Run: run, Metrics: FitMetrics.Of(run.Trainer.Name, table.Accuracy, run.Accuracy))).ToArray();
        return (runs.MinBy(r => r.Metrics.MeanAbsoluteError).Run, [.. runs.Select(r => r.Metrics)]);
    }

    private static CrossValidation Blend(CrossValidation first, CrossValidation second, TargetScale target)
    {
        double[] scores = [.. first.Scores.Zip(second.Scores, (a, b) => (a + b) / 2)];
        return new(
            new BlendTrainer(first.Trainer, second.Trainer),
            [.. first.Models.Zip(second.Models, (a, b) => new FittedModel(a.Features, new BlendModel(a.Model, b.Model)))],
            scores, [.. scores.Select(target.Back)]);
    }
}
