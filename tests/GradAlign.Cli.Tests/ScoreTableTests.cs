using GradAlign.Analyzer.Metrics;

namespace GradAlign.Cli.Tests;

public sealed class ScoreTableTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-correlate-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Cells_of_both_files_are_joined_by_the_column_of_the_space()
    {
        var scores = File("scores.csv", "hash,conflict,naswot,batch_norm,seconds\na,.5,1,per-sample,1\nb,,2,per-sample,1\nc,.1,NaN,per-sample,1\nd,.2,3,per-sample,1\n");
        var accuracy = File("cells.jsonl", """
            {"hash":"c","test_acc_mean":0.9,"ops":["input"]}
            {"hash":"a","test_acc_mean":0.8,"ops":["input"]}
            {"hash":"b","test_acc_mean":0.7,"ops":["input"]}
            """);
        var (cells, unmatched) = ScoreTable.Read(Settings(scores, accuracy));
        Assert.Equal([.8, .7, .9], cells.Accuracy);
        Assert.Equal(1, unmatched);
        Assert.Equal([("conflict", Better.Lower), ("naswot", Better.Higher)], cells.Scores.Select(s => (s.Key, s.Better)));
        Assert.Equal([.5, null, .1], cells.Scores[0].Values);
        Assert.Equal([1, 2, null], cells.Scores[1].Values);
    }

    [Fact]
    public void A_cell_that_stands_twice_is_refused()
    {
        var scores = File("scores.csv", "arch,conflict\nx,1\nx,1\n");
        Assert.Contains("more than once", Failure(scores, File("a.csv", "arch,cifar10_test\nx,1\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_without_a_common_column_are_refused_with_the_cure() =>
        Assert.Contains("--identity", Failure(File("s.csv", "arch,conflict\nx,1\n"), File("a.csv", "hash,test_acc_mean\nx,1\n")), StringComparison.Ordinal);

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        var message = Failure(File("s.csv", "arch,conflict\nx,1\n"), File("a.csv", "arch,cifar10_test\nx,1\n"), column: "cifar100_test");
        Assert.Contains("cifar100_test", message, StringComparison.Ordinal);
        Assert.Contains("cifar10_test", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accuracy_that_is_no_number_is_refused() =>
        Assert.Contains("not a number", Failure(File("s.csv", "arch,conflict\nx,1\n"), File("a.csv", "arch,cifar10_test\nx,high\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("console", "selected")]
    [InlineData("markdown", "| a | 4 | 0 | 1.000")]
    [InlineData("json", "\"subset\": \"best-half\"")]
    public async Task The_report_is_written_in_every_format(string format, string expected)
    {
        var scores = File("scores.csv", "arch,a\nw,1\nx,2\ny,3\nz,4\n");
        var accuracy = File("a.csv", "arch,cifar10_test\nw,10\nx,20\ny,30\nz,40\n");
        var output = Path.Combine(folder.FullName, "out");
        var code = await CorrelateRun.ExecuteAsync(Settings(scores, accuracy), new(Enum.Parse<OutputFormat>(format, ignoreCase: true), output), CancellationToken.None);
        Assert.Equal(ExitCode.Pass, code);
        Assert.Contains(expected, await System.IO.File.ReadAllTextAsync(output), StringComparison.Ordinal);
    }

    private static CorrelateSettings Settings(string scores, string accuracy, string? column = null) =>
        new() { Scores = scores, Accuracy = accuracy, Column = column, Options = new() { Resamples = 20 } };

    private static string Failure(string scores, string accuracy, string? column = null) =>
        Assert.Throws<ScoreFailure>(() => ScoreTable.Read(Settings(scores, accuracy, column))).Message;

    private string File(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
