using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Discovery;

public sealed class FactoryDiscoveryTests
{
    private const string Here = "GradAlign.Analyzer.Tests.Discovery.Zoo";
    private static readonly string Assembly = typeof(Zoo).Assembly.Location;
    private static readonly ModelDeclaration Declaration = new([3, 32, 32], 10, 0, "Some.Loss");

    [Theory]
    [InlineData("Zoo.Made", "Made")]
    [InlineData(Here + ".Made", "Made")]
    [InlineData("Zoo.Plain", "Plain")]
    [InlineData(Here + "+Plain", "Plain")]
    [InlineData("Zoo.Hidden", "Hidden")]
    [InlineData("Zoo.Told", "Told")]
    [InlineData("Zoo.Sized(7)", "Sized(7)")]
    [InlineData("Counted(\"a, b\", 7)", "Counted(\"a, b\", 7)")]
    public void Factory_is_found_by_its_name_and_carries_what_the_command_line_says(string text, string name)
    {
        var found = FactoryDiscovery.Find(Assembly, [text], Declaration);

        Assert.Empty(found.Problems.Select(p => p.Finding.Message));
        var model = Assert.Single(found.Models);
        Assert.Equal((name, 10, "Some.Loss"), (model.Name, model.Classes, model.LossType));
        Assert.Equal([3, 32, 32], model.InputShape);
        Assert.EndsWith("Zoo.cs", model.Source!.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_means_what_is_a_module_and_needs_no_arguments_and_each_model_once() =>
        Assert.Equal(["Made", "Plain", "Told", "TwoInputs"], FactoryDiscovery.Find(Assembly, ["Zoo.*", "Zoo.Made"], Declaration).Models.Select(m => m.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Zoo.Sized", "--factory \"" + Here + ".Sized(width)\"")]
    [InlineData("Zoo.Counted(1)", "--factory \"" + Here + ".Counted(name, classes)\"")]
    [InlineData("Zoo.Made(1)", "gives 1 arguments")]
    [InlineData("Zoo.NoModule", "It has: ")]
    [InlineData("Zoo.Generic", "It has: ")]
    [InlineData("Zoo.Unfinished", "It has: ")]
    [InlineData("Nowhere", " more.")]
    public void Name_that_fits_nothing_is_a_problem_that_says_what_to_write(string text, string expected)
    {
        var found = FactoryDiscovery.Find(Assembly, [text], Declaration);

        Assert.Empty(found.Models);
        var problem = Assert.Single(found.Problems).Finding;
        Assert.Equal(Rules.InvalidConfiguration.Id, problem.Id);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Offers_are_spelled_as_factory_takes_them_and_those_without_arguments_come_first()
    {
        var offers = FactoryDiscovery.Offers(Assembly);

        Assert.Contains(offers, o => !o.EndsWith(')'));
        Assert.Equal(offers.OrderBy(o => o.EndsWith(')')), offers);
        Assert.Equal("GradAlign.Analyzer.Hosting.SelfTest.TinyModel(watched)", FactoryDiscovery.Offers(typeof(ModelDiscovery).Assembly.Location)[0]);
        Assert.Empty(FactoryDiscovery.Offers(typeof(FactAttribute).Assembly.Location));
    }

    [Fact]
    public void Missing_attribute_is_told_with_a_command_line_that_needs_none()
    {
        var message = Assert.Single(ModelDiscovery.Discover(typeof(ModelDiscovery).Assembly.Location).Problems).Finding.Message;

        Assert.Contains("--factory \"GradAlign.Analyzer.Hosting.SelfTest.TinyModel(watched)\" --input 3x32x32 --classes 10", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Zoo.Sized(7)", "7 True 2.5 Large ")]
    [InlineData("Zoo.Sized(7, false, 0.5, Small, 3)", "7 False 0.5 Small 3")]
    [InlineData("Zoo.Sized(7, true, 1, Small, null)", "7 True 1 Small ")]
    [InlineData("Zoo.Told", "Told")]
    [InlineData("Zoo.Told(\"a, b\")", "a, b")]
    [InlineData("Zoo.Counted(net, 4)", "net 4 ")]
    [InlineData("Zoo.Counted(net, 4, cpu)", "net 4 cpu")]
    [InlineData("Zoo.Hidden", "Plain")]
    public void Call_gives_arguments_defaults_and_the_modules_name(string text, string expected)
    {
        using var module = (Module)FactoryCall.Of(typeof(Zoo).Assembly, Assert.Single(FactoryDiscovery.Find(Assembly, [text], Declaration).Models)).Make()!;

        Assert.Equal(expected, module.GetName());
    }

    [Fact]
    public void Argument_of_another_kind_is_a_configuration_error_that_names_the_parameter()
    {
        var model = Assert.Single(FactoryDiscovery.Find(Assembly, ["Zoo.Sized(wide)"], Declaration).Models);

        var finding = Assert.Throws<ScoringException>(() => FactoryCall.Of(typeof(Zoo).Assembly, model)).Finding;
        Assert.Equal(Rules.InvalidConfiguration.Id, finding.Id);
        Assert.Contains("Int32 width, and 'wide' cannot be one", finding.Message, StringComparison.Ordinal);
    }
}
