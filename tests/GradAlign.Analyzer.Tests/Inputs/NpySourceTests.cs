using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class NpySourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static readonly ModelCase Pairs = Model(null, 3, 2);

    private static readonly byte[] Labels4 = NpyBytes.Longs("(4,)", 0, 0, 1, 2);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Floats_are_taken_as_they_are_and_the_classes_in_turn(byte version)
    {
        byte[] inputs = NpyBytes.File("<f4", "(4, 2)", [.. new[] { 1f, 2, 3, 4, 5, 6, 7, 8 }.SelectMany(BitConverter.GetBytes)], version: version);
        var source = Open(Pairs, inputs, Labels4);
        using var batch = source.Draw(3, 1);
        BatchCheck.Check(batch, Pairs, 3);
        Assert.Equal([0, 1, 2], Labels(batch));
        Assert.Equal([5, 6, 7, 8], Values(batch)[2..]);
        Assert.Contains(Values(batch)[0], new[] { 1f, 3f });
        Assert.Equal(("npy", 4, null), (source.Description.Kind, source.Description.Samples, source.Description.Standardisation));
        Assert.Equal(64, source.Description.Sha256!.Length);
    }

    [Fact]
    public void Doubles_are_rounded_to_float32()
    {
        using var batch = Open(Pairs, NpyBytes.Doubles("(2, 2)", 0.1, 1, 2, 3), NpyBytes.Ints("(2,)", 0, 1)).Draw(2, 1);
        Assert.Equal([0.1f, 1, 2, 3], Values(batch));
    }

    [Fact]
    public void Bytes_are_images_scaled_and_standardised_by_channel()
    {
        var model = Model(null, 3, 2, 1, 2);
        var source = Open(model, NpyBytes.Bytes("(2, 2, 1, 2)", 0, 255, 1, 1, 0, 255, 1, 1), NpyBytes.Bytes("(2,)", 0, 1));
        using var batch = source.Draw(2, 1);
        BatchCheck.Check(batch, model, 2);
        Assert.Equal([-1f, 1, 0, 0, -1, 1, 0, 0], Values(batch));
        Assert.Equal(ImageScaling.Description, source.Description.Standardisation);
    }

    [Fact]
    public void Image_without_channels_is_given_one()
    {
        var model = Model(null, 3, 1, 2, 2);
        using var batch = Open(model, NpyBytes.Bytes("(2, 2, 2)", 1, 2, 3, 4, 5, 6, 7, 8), NpyBytes.Bytes("(2,)", 0, 1)).Draw(2, 1);
        BatchCheck.Check(batch, model, 2);
    }

    [Fact]
    public void Whole_numbers_are_tokens_of_a_model_with_a_vocabulary()
    {
        var model = Model(null, 0, 2) with { Vocabulary = 300 };
        foreach (byte[] inputs in new[] { NpyBytes.Bytes("(2, 2)", 1, 2, 3, 255), NpyBytes.Ints("(2, 2)", 1, 2, 3, 255), NpyBytes.Longs("(2, 2)", 1, 2, 3, 255) })
        {
            var source = Open(model, inputs, NpyBytes.Longs("(2, 2)", 2, -100, 255, 0));
            using var batch = source.Draw(2, 1);
            BatchCheck.Check(batch, model, 2);
            Assert.Equal([1, 2, 3, 255], batch.Inputs.data<long>().Order());
            Assert.Equal([2, 2], batch.Targets.shape);
            Assert.Null(source.Description.Standardisation);
        }
    }

    [Fact]
    public void Floats_are_targets_of_a_loss()
    {
        var model = Pairs with { Classes = 0, LossType = "My.Loss" };
        using var batch = Open(model, NpyBytes.Floats("(2, 2)", 1, 2, 3, 4), NpyBytes.Doubles("(2, 1)", 1.5, 3.5)).Draw(2, 1);
        BatchCheck.Check(batch, model, 2);
        Assert.Equal([2, 1], batch.Targets.shape);
        var rows = Values(batch).Chunk(2).Zip(batch.Targets.data<float>().ToArray());
        Assert.All(rows, row => Assert.Equal(row.First.Average(), row.Second));
    }

    [Fact]
    public void Same_seed_draws_the_same_samples_and_another_others()
    {
        var source = Open(Pairs, NpyBytes.Floats("(40, 2)", [.. Enumerable.Range(0, 80).Select(i => (float)i)]), NpyBytes.Longs("(40,)", [.. Enumerable.Range(0, 40).Select(i => (long)(i % 3))]));
        using var first = source.Draw(6, 1);
        using var again = source.Draw(6, 1);
        using var other = source.Draw(6, 2);
        Assert.Equal(Values(first), Values(again));
        Assert.NotEqual(Values(first), Values(other));
    }

    [Fact]
    public void Pair_is_found_by_prefix_by_folder_and_by_its_inputs()
    {
        var (inputs, labels) = Write(NpyBytes.Floats("(4, 2)", new float[8]), Labels4);
        Assert.All(new[] { $"npy:{inputs},{labels}", folder.Path, inputs }, data => Assert.Equal("npy", BatchSource.Open(Pairs, data, null).Description.Kind));
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Pairs, $"npy:{inputs}", null), "two files");
        File.Delete(labels);
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Pairs, folder.Path, null), "labels.npy", "does not exist");
    }

    [Fact]
    public void Sample_of_another_shape_is_told_before_anything_is_read() =>
        Fails(Rules.ShapeMismatch, () => Open(Pairs, NpyBytes.Floats("(4, 3)", new float[12]), Labels4), "shape [3]", "input of Net is [2]");

    [Fact]
    public void Counts_that_differ_are_told() =>
        Fails(Rules.InvalidConfiguration, () => Open(Pairs, NpyBytes.Floats("(3, 2)", new float[6]), Labels4), "3 samples", "4: they do not belong together");

    [Fact]
    public void Too_few_samples_are_told() =>
        Fails(Rules.InvalidConfiguration, () => Open(Pairs, NpyBytes.Floats("(4, 2)", new float[8]), Labels4).Draw(5, 1), "takes 5 samples", "holds 4");

    [Fact]
    public void Labels_beyond_32_bits_are_told() =>
        Fails(Rules.InvalidConfiguration, () => Open(Pairs, NpyBytes.Floats("(2, 2)", new float[4]), NpyBytes.Longs("(2,)", 0, 1L << 40)), "no file of labels", "sample 1");

    private IBatchSource Open(ModelCase model, byte[] inputs, byte[] labels)
    {
        var (inputsPath, labelsPath) = Write(inputs, labels);
        return NpySource.Open(inputsPath, labelsPath, model);
    }

    private (string Inputs, string Labels) Write(byte[] inputs, byte[] labels) => (folder.Write("inputs.npy", inputs), folder.Write("labels.npy", labels));
}
