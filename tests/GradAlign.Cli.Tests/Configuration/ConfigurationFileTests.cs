using System.Text;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void File_with_comments_and_trailing_commas_is_read()
    {
        var layer = Read("""
            {
              "$schema": "https://example.org/gradalign.schema.json",
              // our limits
              "maxConflict": 0.7, /* not the default */
              "repeats": 5,
              "inconclusive": "warn",
              "warnUnscored": true,
              "models": { "*Deep*": { "maxCollapse": 1, }, },
            }
            """);
        Assert.Empty(layer.Problems);
        Assert.Equal(0.7, layer.Values[Settings.MaxConflict].Value);
        Assert.Equal(5L, layer.Values[Settings.Repeats].Value);
        Assert.Equal("warning", layer.Values[Settings.Inconclusive].Value);
        Assert.Equal(true, layer.Values[Settings.WarnUnscored].Value);
        Assert.Equal(4, layer.Values[Settings.MaxConflict].Place!.Line);
        var (pattern, values) = Assert.Single(layer.Sections);
        Assert.Equal("*Deep*", pattern);
        Assert.Equal(1.0, values[Settings.MaxCollapse].Value);
    }

    [Theory]
    [InlineData("{\n  \"maxConflct\": 0.7\n}", 2, 3, "'maxConflct'", "Did you mean 'maxConflict'?")]
    [InlineData("{ \"colour\": 1 }", 1, 3, "'colour'", "Known are: $schema, models, warnConflict")]
    [InlineData("{\n\t\"maxConflict\": \"high\" }", 2, 17, "\"high\"", "a number from 0 to 1 is expected")]
    [InlineData("{ \"maxConflict\": 1.5 }", 1, 18, "is 1.5", "a number from 0 to 1")]
    [InlineData("{ \"repeats\": 2.5 }", 1, 14, "is 2.5", "a whole number of at least 1")]
    [InlineData("{ \"batchSize\": 1 }", 1, 16, "is 1", "at least 2")]
    [InlineData("{ \"batchNorm\": \"froze\" }", 1, 16, "\"froze\"", "per-sample, frozen or batch")]
    [InlineData("{ \"warnUnscored\": \"yes\" }", 1, 19, "\"yes\"", "true or false")]
    [InlineData("{ \"device\": [\"cpu\"] }", 1, 13, "an array", "cuda:i")]
    [InlineData("{ \"data\": null }", 1, 11, "is null", "the name of a data set")]
    [InlineData("{ \"models\": [] }", 1, 13, "'models' is an array", "an object")]
    [InlineData("{ \"models\": { \"A\": 1 } }", 1, 20, "'A' of 'models' is 1", "an object with limits")]
    [InlineData("{ \"models\": { \"Ä\": { \"seed\": 1 } } }", 1, 22, "'seed' of 'models', 'Ä'", "Known are")]
    [InlineData("{ \"seed\": 1, \"seed\": 2 }", 1, 14, "'seed' stands there twice", "Keep one")]
    [InlineData("{ \"snapshotMode\": \"accept\" }", 1, 3, "'snapshotMode' is not known", "Known are")]
    [InlineData("[]", 1, 1, "holds no object", "is one")]
    [InlineData("{\n  \"seed\": 1\n  \"repeats\": 2 }", 3, 3, "not valid JSON", "")]
    [InlineData("{ \"seed\": 1", 1, 12, "not valid JSON", "")]
    [InlineData("", 1, 1, "not valid JSON", "")]
    [InlineData("{} {}", 1, 4, "not valid JSON", "")]
    public void Mistake_is_named_with_its_line_and_what_is_expected(string text, int line, int column, string seen, string expected)
    {
        var problem = Assert.Single(Read(text).Problems);
        Assert.Equal(Rules.InvalidConfiguration.Id, problem.Finding.Id);
        Assert.Contains(seen, problem.Finding.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Finding.Message, StringComparison.Ordinal);
        Assert.Equal((folder.At("gradalign.json"), line, column), (problem.Source!.File, problem.Source.Line, problem.Source.Column));
    }

    [Fact]
    public void Mistakes_are_all_named_at_once_and_the_rest_is_read()
    {
        var layer = Read("""{ "maxConflict": 2, "nothing": { "deep": [1] }, "seed": 7, "models": { "A": { "maxDead": -1 } } }""");
        Assert.Equal(3, layer.Problems.Count);
        Assert.Equal(7L, layer.Values[Settings.Seed].Value);
    }

    [Fact]
    public void Byte_order_mark_is_no_mistake_and_moves_no_column()
    {
        var path = folder.At("gradalign.json");
        File.WriteAllText(path, """{ "sed": 1 }""", new UTF8Encoding(true));
        Assert.Equal(3, Assert.Single(ConfigurationFile.Read(path).Problems).Source!.Column);
    }

    [Fact]
    public void Data_path_starts_at_the_folder_of_the_file()
    {
        var layer = Read("""{ "data": "idx:a/images,b/labels" }""");
        Assert.Equal($"idx:{folder.At("a", "images")},{folder.At("b", "labels")}", layer.Values[Settings.Data].Value);
    }

    [Fact]
    public void Nearest_file_is_found_upwards()
    {
        var outer = folder.Write("gradalign.json", "{}");
        var inner = folder.Write("src/models/gradalign.json", "{}");
        Directory.CreateDirectory(folder.At("src", "models", "bin", "Debug"));
        Assert.Equal(inner, ConfigurationFile.Find(folder.At("src", "models", "bin", "Debug")));
        Assert.Equal(outer, ConfigurationFile.Find(folder.At("src")));
    }

    private ConfigurationLayer Read(string text) => ConfigurationFile.Read(folder.Write("gradalign.json", text));
}
