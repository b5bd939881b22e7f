using System.Diagnostics;
using System.Globalization;
using GradAlign.Analyzer.Hosting;
using GradAlign.FashionCells.Trainings;
using GradAlign.NasBench.Studies;

namespace GradAlign.FashionCells.Soundness;

/// <summary>Trains the classifiers of images among the models shortly, into a file.</summary>
internal static class SoundnessTrainings
{
    /// <summary>Short: whether a model learns at all, not how well it can.</summary>
    private static readonly TrainingOptions Short = new() { Epochs = 2, LearningRate = 0.001, TestImages = 2000 };

    /// <summary>Trains what is not in the file yet.</summary>
    /// <param name="models">Which models.</param>
    /// <param name="data">Folder of Fashion-MNIST.</param>
    /// <param name="output">The CSV file.</param>
    /// <param name="log">Where progress is told.</param>
    public static void Run(IReadOnlyList<StudiedModel> models, string data, string output, TextWriter log)
    {
        var file = StudyFile.Open(output, ["model", "kind", "accuracy", "train_loss", "epochs", "train_images", "test_images", "learning_rate", "seed", "seconds"]);
        var all = models.Where(m => m is { IsTrained: true, IsClassifier: true }).ToArray();
        var left = all.Where(m => !file.Done.Contains(m.Name)).ToArray();
        var (train, test) = (FashionImages.Train(data, Short.TrainImages), FashionImages.Test(data, Short.TestImages));
        var progress = new StudyProgress(log, "limits, trainings", all.Length - left.Length, all.Length);
        foreach (var model in left)
        {
            var watch = Stopwatch.StartNew();
            var result = Training.Run(model.Create, train, test, Short, seed: 0);
            file.Append(
            [
                model.Name, model.IsSound ? "sound" : "pathological", Text(result.Accuracy), Text(result.Loss),
                Text(Short.Epochs), Text(Short.TrainImages), Text(Short.TestImages), Text(Short.LearningRate), "0", watch.Elapsed.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture),
            ]);
            NativeHeap.Trim();
            progress.CellDone();
        }

        progress.Finish();
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
