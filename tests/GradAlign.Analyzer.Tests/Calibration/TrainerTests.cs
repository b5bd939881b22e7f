using System.IO.Compression;
using GradAlign.Analyzer.Calibration.Models;
using GradAlign.Analyzer.Calibration.Trainers;

namespace GradAlign.Analyzer.Tests.Calibration;

public sealed class TrainerTests
{
    private static readonly double[][] Line = [.. Enumerable.Range(0, 60).Select(i => (double[])[(i - 30) / 15.0, ((i * 37) % 60 / 30.0) - 1])];

    [Fact]
    public void Isotonic_takes_the_best_feature_and_pools_what_violates_its_order()
    {
        var model = (IsotonicModel)new IsotonicTrainer().Train([[5, 1], [1, 2], [9, 3], [3, 4]], [0.0, 2, 1, 3]);
        Assert.Equal(1, model.Feature);
        Assert.Equal([0.0, 1.5, 1.5, 3], model.Values);
        Assert.Equal([0.0, 0.75, 3, 3], model.Predict([[0, -7], [0, 1.5], [0, 4], [0, 99]]));
    }

    [Fact]
    public void Isotonic_falls_where_the_feature_speaks_against_the_target()
    {
        var model = new IsotonicTrainer().Train([[1], [2], [3], [4]], [3.0, 1, 2, 0]);
        Assert.Equal([3.0, 1.5, 1.5, 0], model.Predict([[1], [2], [3], [4]]));
    }

    [Fact]
    public void Ridge_finds_a_line_almost_as_it_is()
    {
        double[] targets = [.. Line.Select(r => 0.5 + (2 * r[0]) - r[1])];
        var predicted = Trained(new RidgeTrainer(), targets).Predict([[1, 0], [0, 1]]);
        Assert.Equal(2.5, predicted[0], 0.1);
        Assert.Equal(-0.5, predicted[1], 0.1);
    }

    [Fact]
    public void Process_goes_through_a_curve_that_no_line_does()
    {
        double[] targets = [.. Line.Select(r => Math.Sin(2 * r[0]))];
        var model = Trained(new GaussianProcessTrainer(), targets);
        Assert.All([-1.5, -0.7, 0.1, 0.8, 1.6], x => Assert.Equal(Math.Sin(2 * x), model.Predict([[x, 0]])[0], 0.15));
    }

    [Fact]
    public void Trees_tell_a_step_and_a_pair_of_features()
    {
        double[] targets = [.. Line.Select(r => r[0] > 0 && r[1] > 0 ? 1.0 : 0)];
        var model = Trained(new TreesTrainer(0), targets);
        Assert.InRange(model.Predict([[1, 0.7]])[0], 0.7, 1.3);
        Assert.All((double[][])[[-1, 0.7], [1, -0.7], [-1, -0.7]], r => Assert.InRange(model.Predict([r])[0], -0.3, 0.3));
    }

    [Fact]
    public void Trees_of_the_same_rows_are_the_same_bytes_whenever_they_are_trained()
    {
        double[] targets = [.. Line.Select(r => r[0])];
        var (once, again) = (((TreesModel)new TreesTrainer(0).Train(Line, targets)).File, ((TreesModel)new TreesTrainer(0).Train(Line, targets)).File);
        Assert.Equal(once, again);
        using var zip = new ZipArchive(new MemoryStream(once));
        Assert.Equal(new DateTime(2000, 1, 1), Assert.Single(zip.Entries.Select(e => e.LastWriteTime.DateTime).Distinct()));
    }

    [Fact]
    public void Blend_is_the_mean_of_its_two()
    {
        double[] targets = [.. Line.Select(r => r[0])];
        double[][] asked = [[0.3, 0.1]];
        var blend = new BlendTrainer(new RidgeTrainer(), new IsotonicTrainer()).Train(Line, targets);
        Assert.Equal((new RidgeTrainer().Train(Line, targets).Predict(asked)[0] + new IsotonicTrainer().Train(Line, targets).Predict(asked)[0]) / 2, blend.Predict(asked)[0], 1e-12);
    }

    [Theory]
    [InlineData(9, "isotonic, ridge")]
    [InlineData(24, "isotonic, ridge, gaussian-process")]
    [InlineData(40, "isotonic, ridge, gaussian-process, trees, gaussian-process + trees")]
    [InlineData(2000, "isotonic, ridge, trees")]
    public void Candidates_suit_the_number_of_rows(int rows, string names) =>
        Assert.Equal(names, string.Join(", ", Candidates.For(rows, 0).Select(c => c.Name)));

    private static AccuracyModel Trained(ITrainer trainer, double[] targets) => trainer.Tuned(Line, targets).Train(Line, targets);
}
