using System.Buffers.Binary;
using System.IO.Compression;
using GradAlign.FashionCells.Architectures;
using GradAlign.FashionCells.Trainings;

namespace GradAlign.NasBench.Tests.Fashion;

/// <summary>Trainings on a few made-up images in the files of Fashion-MNIST.</summary>
public sealed class TrainingStudyTests : IDisposable
{
    private const int Images = 128;
    private static readonly TrainingOptions Options = new() { Epochs = 1, BatchSize = 32, TrainImages = Images, TestImages = Images };

    // 16 channels: with fewer, convolutions of libtorch 2.10 are not repeatable on every machine (ConvolutionKernels).
    private static readonly Architecture[] Two = [.. FashionSpace.All.Where(a => a.Width == 16).Take(2)];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-fashion-");

    public TrainingStudyTests()
    {
        foreach (var part in new[] { "train", "t10k" })
        {
            Write($"{part}-images-idx3-ubyte.gz", [Images, 28, 28], i => (byte)(i / (28 * 28) % 10 * 20 + (i % 7)));
            Write($"{part}-labels-idx1-ubyte.gz", [Images], i => (byte)(i % 10));
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_study_goes_on_where_it_was_with_the_same_numbers()
    {
        Run("whole.csv", Options);
        var whole = Rows("whole.csv");
        Assert.Equal(4, whole.Length);
        File.WriteAllText(At("torn.csv"), string.Join('\n', whole[..2]) + "\n" + whole[2][..30]);
        Run("torn.csv", Options);
        Assert.Equal(whole[1], Rows("torn.csv")[1]);
        Assert.Equal(whole.Select(WithoutSeconds), Rows("torn.csv").Select(WithoutSeconds));
    }

    [Fact]
    public void A_row_is_an_architecture_and_a_seed_with_its_accuracy_and_recipe()
    {
        Run("rows.csv", Options);
        var rows = Rows("rows.csv");
        Assert.Equal("arch,seed,accuracy,train_loss,params,epochs,batch_size,learning_rate,train_images,test_images,seconds", rows[0]);
        Assert.StartsWith(Two[0].Id + ",0,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith(Two[0].Id + ",1,", rows[2], StringComparison.Ordinal);
        Assert.InRange(double.Parse(rows[1].Split(',')[2], System.Globalization.CultureInfo.InvariantCulture), 0, 1);
        Assert.Contains(",1,32,0.01,128,128,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_recipe_is_refused()
    {
        Run("rows.csv", Options);
        Assert.Contains("epochs", Assert.Throws<FormatException>(() => Run("rows.csv", Options with { Epochs = 2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_too_few_images_is_refused() =>
        Assert.Contains("should hold 129 images", Assert.Throws<FormatException>(() => Run("rows.csv", Options with { TrainImages = Images + 1 })).Message, StringComparison.Ordinal);

    private void Run(string output, TrainingOptions options) => TrainingStudy.Run(Two, folder.FullName, options, At(output), TextWriter.Null);

    private void Write(string name, int[] shape, Func<int, byte> value)
    {
        var header = new byte[4 + (4 * shape.Length)];
        (header[2], header[3]) = (0x08, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), shape[i]);
        using var zip = new GZipStream(File.Create(At(name)), CompressionLevel.Fastest);
        zip.Write([.. header, .. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(value)]);
    }

    private string[] Rows(string name) => File.ReadAllLines(At(name));

    private static string WithoutSeconds(string row) => row[..row.LastIndexOf(',')];

    private string At(string name) => Path.Combine(folder.FullName, name);
}
