using System.Text.Json.Nodes;

namespace GradAlign.Cli.Tests.Calibrate;

public sealed class CalibrateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Zip => folder.At("mine.zip");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Calibrator_is_made_inspected_and_tested()
    {
        var (scores, accuracy) = CalibrateTables.Write(folder);
        var (code, output, errors) = await Run("--scores", scores, "--accuracy", accuracy, "--out", Zip, "--format", "json");
        Assert.True(code == ExitCode.Pass, errors);
        var manifest = JsonNode.Parse(output)!;
        Assert.Equal(("mine", 60), ((string)manifest["name"]!, (int)manifest["rows"]!));
        Assert.InRange((double)manifest["metrics"]!["tau"]!, 0.8, 1);
        Assert.Contains("mean", manifest["baselines"]!.AsArray().Select(b => (string)b!["name"]!));
        Assert.Equal("conflict", (string)manifest["features"]![0]!["key"]!);

        (code, output, _) = await Run("inspect", Zip);
        Assert.Equal(ExitCode.Pass, code);
        Assert.All(["Calibration mine", "this calibrator", "params", "The 90% interval holds"], t => Assert.Contains(t, output, StringComparison.Ordinal));

        (code, output, _) = await Run("test", Zip, "--scores", scores, "--accuracy", accuracy, "--format", "json");
        Assert.Equal(ExitCode.Pass, code);
        Assert.Equal((60, 0), ((int)JsonNode.Parse(output)!["rows"]!, (int)JsonNode.Parse(output)!["outside"]!));
        Assert.Empty(Directory.GetFiles(folder.Root, "*.tmp"));
    }

    [Fact]
    public async Task Study_says_what_a_calibration_of_so_many_rows_is_worth()
    {
        var (scores, accuracy) = CalibrateTables.Write(folder);
        var (code, output, errors) = await Run("--scores", scores, "--accuracy", accuracy, "--evaluate", "3", "--train", "12,20", "--format", "json");
        Assert.True(code == ExitCode.Pass, errors);
        Assert.Equal([12, 20], JsonNode.Parse(output)!.AsArray().Select(r => (int)r!["train"]!));
        Assert.All(JsonNode.Parse(output)!.AsArray(), r => Assert.InRange((double)r!["methods"]![0]!["tau"]!, 0.5, 1));
        Assert.False(File.Exists(Zip));
    }

    [Fact]
    public async Task Study_by_folds_asks_about_every_row_once_a_repetition()
    {
        var (scores, accuracy) = CalibrateTables.Write(folder, 30);
        var (code, output, errors) = await Run("--scores", scores, "--accuracy", accuracy, "--evaluate", "2", "--folds", "3", "--format", "json");
        Assert.True(code == ExitCode.Pass, errors);
        var study = JsonNode.Parse(output)![0]!;
        Assert.Equal((3, 6, 20), ((int)study["folds"]!, (int)study["splits"]!, (int)study["train"]!));
        Assert.Contains("6 splits by 3 folds", (await Run("--scores", scores, "--accuracy", accuracy, "--evaluate", "2", "--folds", "3")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--folds needs --evaluate", "--folds", "3")]
    [InlineData("--folds needs --evaluate", "--folds", "3", "--evaluate", "2", "--train", "12")]
    [InlineData("cannot be asked about in 20 folds", "--folds", "20", "--evaluate", "2")]
    [InlineData("cannot be asked about in 1 folds", "--folds", "1", "--evaluate", "2")]
    public async Task Folds_that_make_no_sense_are_refused(string message, params string[] arguments)
    {
        var (scores, accuracy) = CalibrateTables.Write(folder, 30);
        var (code, _, errors) = await Run(["--scores", scores, "--accuracy", accuracy, .. arguments]);
        Assert.Equal(ExitCode.BadArguments, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no accuracy column", "no column 'none'")]
    [InlineData("three rows", "needs 9 at least")]
    [InlineData("two units", "mixed")]
    [InlineData("two units of one model", "mixed")]
    [InlineData("decimal commas", "'0,78' in column 'accuracy' is not a number")]
    [InlineData("a text among the scores", "not a number")]
    [InlineData("a text among the accuracies", "not a number")]
    [InlineData("two accuracies of a model", "Keep one")]
    [InlineData("a model twice", "more than once")]
    [InlineData("no out", "--out is missing")]
    [InlineData("no folder", "its folder must exist")]
    [InlineData("no scores", "cannot be read")]
    public async Task Hostile_table_is_an_error_that_says_why_and_writes_nothing(string what, string message)
    {
        var (scores, accuracy) = CalibrateTables.Write(
            folder, what == "three rows" ? 3 : 20,
            score: what == "a text among the scores" ? (i, s) => i == 5 ? "high" : s : null,
            accuracy: what switch
            {
                "two units" => (i, a) => i < 10 ? "93.5" : a,
                "two units of one model" => (i, a) => $"{a},0\nm{i},{100 * double.Parse(a, System.Globalization.CultureInfo.InvariantCulture)},1",
                "decimal commas" => (i, a) => i == 5 ? "\"0,78\"" : a,
                "a text among the accuracies" => (i, a) => i == 5 ? "high" : a,
                "two accuracies of a model" => (i, a) => i == 5 ? a + "\nm5,0.1" : a,
                _ => null,
            });
        if (what == "two units of one model") await File.WriteAllTextAsync(accuracy, (await File.ReadAllTextAsync(accuracy)).Replace("model,accuracy", "model,accuracy,seed", StringComparison.Ordinal));
        if (what == "a model twice") await File.AppendAllTextAsync(scores, (await File.ReadAllLinesAsync(scores))[1] + "\n");
        string[] arguments = ["--scores", what == "no scores" ? folder.At("none.csv") : scores, "--accuracy", accuracy];
        if (what != "no out") arguments = [.. arguments, "--out", what == "no folder" ? folder.At("none", "mine.zip") : Zip];
        if (what == "no accuracy column") arguments = [.. arguments, "--column", "none"];
        if (what == "a text among the scores") arguments = [.. arguments, "--features", "conflict,collapse"];
        var before = Directory.GetFileSystemEntries(folder.Root);

        var (code, output, errors) = await Run(arguments);
        Assert.Equal(ExitCode.BadArguments, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public async Task Trainings_of_one_model_that_a_seed_tells_apart_are_averaged()
    {
        var (scores, _) = CalibrateTables.Write(folder, 20);
        var accuracy = folder.Write("seeds.csv", "model,seed,accuracy\n" + string.Concat(Enumerable.Range(0, 20).SelectMany(i => new[] { $"m{i},0,{50 + i}\n", $"m{i},1,{52 + i}\n" })));
        var (code, output, errors) = await Run("--scores", scores, "--accuracy", accuracy, "--evaluate", "1", "--train", "12", "--format", "json");
        Assert.True(code == ExitCode.Pass, errors);
        Assert.Equal(20, (int)JsonNode.Parse(output)![0]!["rows"]!);
    }

    [Fact]
    public async Task File_that_is_no_calibrator_is_refused_by_inspect_and_test()
    {
        var (scores, accuracy) = CalibrateTables.Write(folder, 20);
        var bad = folder.Write("bad.zip", "PK no zip");
        Assert.Equal(ExitCode.BadArguments, (await Run("inspect", bad)).Code);
        var (code, _, errors) = await Run("test", bad, "--scores", scores, "--accuracy", accuracy);
        Assert.Equal(ExitCode.BadArguments, code);
        Assert.Contains(bad, errors, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> Run(params string[] arguments) => GradAlignProcess.RunAsync(["calibrate", .. arguments]);
}
