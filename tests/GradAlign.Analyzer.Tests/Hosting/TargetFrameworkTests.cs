using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Tests.Inputs;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Hosting;

public sealed class TargetFrameworkTests
{
    [Theory]
    [InlineData(".NETCoreApp,Version=v6.0", ".NET 6.0")]
    [InlineData(".NETCoreApp,Version=v7.0/linux-x64", ".NET 7.0")]
    [InlineData(".NETStandard,Version=v2.0/", "NETStandard 2.0")]
    public void Framework_for_which_TorchSharp_does_not_load_is_an_error_that_says_which_does(string name, string seen)
    {
        var finding = Assert.Throws<ScoringException>(() => Check($$"""{ "runtimeTarget": { "name": "{{name}}" } }""")).Finding;

        Assert.Equal(Rules.AssemblyNotInspected.Id, finding.Id);
        Assert.StartsWith($"Models is built for {seen}, and models can be scored from .NET 8 on", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "runtimeTarget": { "name": ".NETCoreApp,Version=v8.0" } }""")]
    [InlineData("""{ "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" } }""")]
    [InlineData("{ }")]
    [InlineData("no JSON")]
    public void Framework_that_can_be_scored_or_is_not_known_is_left_alone(string dependencies) => Check(dependencies);

    private static void Check(string dependencies)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "Models.deps.json");
        File.WriteAllText(file, dependencies);
        TargetFramework.Check(file);
    }
}
