using System.IO.Compression;
using GradAlign.Analyzer.Calibration.Models;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace GradAlign.Analyzer.Calibration.Trainers;

/// <summary>Boosted trees of ML.NET with small leaves: its defaults predict a constant on tables of this size.</summary>
/// <param name="seed">Seed.</param>
internal sealed class TreesTrainer(int seed) : ITrainer
{
    public string Name => "trees";

    public AccuracyModel Train(double[][] rows, double[] targets)
    {
        var context = new MLContext(seed);
        var data = TreeRow.View(context, rows, targets);
        var trainer = context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            LabelColumnName = nameof(TreeRow.Label),
            FeatureColumnName = nameof(TreeRow.Features),
            NumberOfLeaves = 4,
            MinimumExampleCountPerLeaf = 2,
            NumberOfTrees = 200,
            LearningRate = 0.1,
            Seed = seed,
            // The order in which threads add changes the last digits.
            NumberOfThreads = 1,
        });
        using var stream = new MemoryStream();
        context.Model.Save(trainer.Fit(data), data.Schema, stream);
        // The model is the file: what is predicted now is what is predicted from it later.
        return new TreesModel(rows[0].Length) { File = WithoutTimes(stream) };
    }

    // ML.NET notes when it wrote a file; the same table has to give the same bytes.
    private static byte[] WithoutTimes(Stream file)
    {
        using var result = new MemoryStream();
        using (var before = new ZipArchive(file, ZipArchiveMode.Read))
        using (var after = new ZipArchive(result, ZipArchiveMode.Create))
        {
            foreach (var entry in before.Entries)
            {
                var copy = after.CreateEntry(entry.FullName);
                copy.LastWriteTime = CalibratorFile.NoTime;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return result.ToArray();
    }
}
