using System.Text.Json.Nodes;
using GradAlign.Cli.Configuration;
using NJsonSchema;

namespace GradAlign.Cli.Tests.Configuration;

public sealed class SchemaTests
{
    private static readonly string Path = Repository.Path("docs", "gradalign.schema.json");

    [Fact]
    public void Schema_names_exactly_the_settings_that_a_file_may_say()
    {
        var keys = JsonNode.Parse(File.ReadAllText(Path))!["properties"]!.AsObject().Select(p => p.Key);
        Assert.Equal([.. Settings.All.Where(s => s.InFile).Select(s => s.Key), "$schema", "models"], keys.ToHashSet());
    }

    [Fact]
    public void Schema_allows_for_a_model_exactly_the_limits()
    {
        var keys = JsonNode.Parse(File.ReadAllText(Path))!["definitions"]!["limits"]!["properties"]!.AsObject().Select(p => p.Key);
        Assert.Equal(Settings.Limits.Select(s => s.Key).ToHashSet(), keys.ToHashSet());
    }

    [Theory]
    [InlineData("""{ "maxConflict": 0.7, "inconclusive": "warn", "seed": 4000000000, "models": { "*": { "maxDead": 1 } } }""")]
    [InlineData("""{ "maxConflict": 1.1 }""")]
    [InlineData("""{ "seed": 4000000001 }""")]
    [InlineData("""{ "batchSize": 1 }""")]
    [InlineData("""{ "repeats": 0 }""")]
    [InlineData("""{ "timeout": 0 }""")]
    [InlineData("""{ "device": "tpu" }""")]
    [InlineData("""{ "batchNorm": "none" }""")]
    [InlineData("""{ "inconclusive": "info" }""")]
    [InlineData("""{ "models": { "*": { "seed": 1 } } }""")]
    [InlineData("""{ "sed": 1 }""")]
    public async Task Schema_and_reader_agree_on_what_is_valid(string text)
    {
        using var folder = new TemporaryFolder();
        var schema = await JsonSchema.FromFileAsync(Path);
        Assert.Equal(
            schema.Validate(text).Count == 0,
            ConfigurationFile.Read(folder.Write("gradalign.json", text)).Problems.Count == 0);
    }

    [Fact]
    public void Documentation_names_every_setting_in_every_form()
    {
        var page = File.ReadAllText(Repository.Path("docs", "configuration.md"));
        Assert.All(Settings.All, s => Assert.All(
            new[] { s.Option, s.Property, s.InFile ? s.Key : s.Option },
            name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal)));
    }
}
