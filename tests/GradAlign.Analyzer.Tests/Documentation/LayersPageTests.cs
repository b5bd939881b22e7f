using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Tests.Documentation;

public sealed class LayersPageTests
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs", "layers.md");

    private static readonly Lazy<IReadOnlyList<Module>> WithParameters = new(() => [.. ModuleFactory.Types.Select(ModuleFactory.Create).Where(m => m.named_parameters().Any())]);

    [Fact]
    public void Page_has_every_module_with_parameters_and_is_up_to_date()
    {
        var written = LayersPage.Write(WithParameters.Value);
        if (Environment.GetEnvironmentVariable("GRADALIGN_WRITE_DOCS") == "1") File.WriteAllText(Page, written);
        Assert.True(File.Exists(Page) && File.ReadAllText(Page).ReplaceLineEndings("\n") == written.ReplaceLineEndings("\n"),
            "docs/layers.md is stale: run 'GRADALIGN_WRITE_DOCS=1 dotnet test tests/GradAlign.Analyzer.Tests --filter LayersPageTests' and look at the change.");
    }

    [Fact]
    public void Conditions_are_of_modules_that_exist_and_no_module_is_without() =>
        Assert.Equal(LayersPage.Conditions.Keys.Order(StringComparer.Ordinal), WithParameters.Value.Select(m => m.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Page_has_no_empty_cell()
    {
        var rows = File.ReadLines(Page).Where(l => l.StartsWith('|')).ToArray();
        Assert.True(rows.Length > 30);
        Assert.All(rows, row => Assert.All(row.Trim('|').Split('|'), cell => Assert.False(string.IsNullOrWhiteSpace(cell), $"an empty cell in: {row}")));
    }
}
