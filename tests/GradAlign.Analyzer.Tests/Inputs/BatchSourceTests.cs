using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class BatchSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_named_is_synthetic() => Assert.Equal("synthetic", BatchSource.Open(Model(), null, null).Description.Kind);

    [Fact]
    public void Command_line_comes_before_the_attribute() =>
        Assert.Equal("synthetic", BatchSource.Open(Model("No.Such.Type"), "synthetic", GetType().Assembly).Description.Kind);

    [Fact]
    public void Attribute_without_an_assembly_is_a_configuration_error() =>
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Model("My.Data"), null, null), "My.Data", "no assembly");

    [Fact]
    public void Idx_prefix_takes_two_files()
    {
        var (images, labels) = folder.Pair();
        Assert.Equal("idx", Open($"idx:{images},{labels}").Description.Kind);
        Fails(Rules.InvalidConfiguration, () => Open($"idx:{images}"), "two files");
        Fails(Rules.InvalidConfiguration, () => Open($"idx:{images},"), "two files");
    }

    [Fact]
    public void Folder_prefers_the_training_pair()
    {
        folder.Pair("t10k", TemporaryFolder.Gzip, ".gz");
        folder.Pair("train", TemporaryFolder.Gzip, ".gz");
        Assert.StartsWith("train-images", Open(folder.Path).Description.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_with_a_file_and_its_gzipped_copy_holds_one_set()
    {
        folder.Pair();
        folder.Pair("train", TemporaryFolder.Gzip, ".gz");
        Assert.Equal("train-images-idx3-ubyte, train-labels-idx1-ubyte", Open(folder.Path).Description.Name);
    }

    [Fact]
    public void Folder_with_several_pairs_asks_for_one()
    {
        folder.Pair("a");
        folder.Pair("b");
        Fails(Rules.InvalidConfiguration, () => Open(folder.Path), "several IDX pairs", "a-images-idx3-ubyte", "b-images-idx3-ubyte");
    }

    [Fact]
    public void Folder_of_data_batches_is_read_whole_without_the_test_batch()
    {
        folder.Write("data_batch_1.bin", TemporaryFolder.Cifar([1], [2]));
        folder.Write("data_batch_2.bin", TemporaryFolder.Cifar([3]));
        folder.Write("test_batch.bin", TemporaryFolder.Cifar([4]));
        Assert.Equal(("cifar10", 3), (Open(folder.Path).Description.Kind, Open(folder.Path).Description.Samples));
    }

    [Fact]
    public void Folder_of_both_formats_asks_for_one()
    {
        folder.Write("a.bin", TemporaryFolder.Cifar([1]));
        folder.Write("b.bin", TemporaryFolder.Cifar([1, 1]));
        Fails(Rules.InvalidConfiguration, () => Open(folder.Path), "partly CIFAR-10");
    }

    [Fact]
    public void Empty_folder_says_what_was_expected() =>
        Fails(Rules.InvalidConfiguration, () => Open(folder.Path), "holds no data", "*images*idx3*");

    [Fact]
    public void Images_file_finds_its_labels()
    {
        var (images, labels) = folder.Pair();
        Assert.Equal("idx", Open(images).Description.Kind);
        File.Delete(labels);
        Fails(Rules.InvalidConfiguration, () => Open(images), "No labels lie beside");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("npy:x", "two files")]
    [InlineData("none", "no data set 'none'")]
    public void Unknown_data_shows_the_syntax(string data, string part) =>
        Fails(Rules.InvalidConfiguration, () => Open(data), part, "cifar100:FILE");

    [Fact]
    public void File_of_another_name_is_refused() =>
        Fails(Rules.InvalidConfiguration, () => Open(folder.Write("a.png", [1])), "named neither");
}
