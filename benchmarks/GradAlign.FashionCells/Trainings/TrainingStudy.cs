using System.Diagnostics;
using System.Globalization;
using GradAlign.Analyzer.Hosting;
using GradAlign.FashionCells.Architectures;
using GradAlign.NasBench.Studies;

namespace GradAlign.FashionCells.Trainings;

/// <summary>Trains the architectures, one after the other, into a file.</summary>
internal static class TrainingStudy
{
    private const int RepeatEvery = 5;

    /// <summary>Every architecture with seed 0, and every fifth with seed 1 too, right behind: a study that is stopped early has its repeats.</summary>
    public static IEnumerable<(Architecture Architecture, int Seed)> Trainings(IReadOnlyList<Architecture> architectures) =>
        architectures.SelectMany((a, i) => Enumerable.Range(0, i % RepeatEvery == 0 ? 2 : 1).Select(seed => (a, seed)));

    /// <summary>Trains what is not in the file yet.</summary>
    /// <param name="architectures">Which.</param>
    /// <param name="data">Folder of Fashion-MNIST.</param>
    /// <param name="options">How.</param>
    /// <param name="output">The CSV file.</param>
    /// <param name="log">Where progress is told.</param>
    /// <exception cref="FormatException">The file was made with other options.</exception>
    public static void Run(IReadOnlyList<Architecture> architectures, string data, TrainingOptions options, string output, TextWriter log)
    {
        var described = Described(options);
        var file = StudyFile.Open(output, ["arch", "seed", "accuracy", "train_loss", "params", .. described.Select(d => d.Name), "seconds"], keys: 2, described);
        var all = Trainings(architectures).ToArray();
        var left = all.Where(t => !file.Done.Contains($"{t.Architecture.Id} {t.Seed}")).ToArray();
        var (train, test) = (FashionImages.Train(data, options.TrainImages), FashionImages.Test(data, options.TestImages));
        var progress = new StudyProgress(log, "fashioncells", all.Length - left.Length, all.Length);
        foreach (var (architecture, seed) in left)
        {
            var watch = Stopwatch.StartNew();
            var network = architecture.Network();
            var result = Training.Run(network.Build, train, test, options, seed);
            file.Append([
                architecture.Id, Text(seed), Text(result.Accuracy), result.Loss.ToString("0.####", CultureInfo.InvariantCulture), Text(network.Parameters), .. described.Select(d => d.Value),
                watch.Elapsed.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)]);
            NativeHeap.Trim();
            progress.CellDone();
        }

        progress.Finish();
    }

    private static (string Name, string Value)[] Described(TrainingOptions options) =>
    [
        ("epochs", Text(options.Epochs)),
        ("batch_size", Text(options.BatchSize)),
        ("learning_rate", Text(options.LearningRate)),
        ("train_images", Text(options.TrainImages)),
        ("test_images", Text(options.TestImages)),
    ];

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
