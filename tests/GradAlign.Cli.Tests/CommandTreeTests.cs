using System.CommandLine;

namespace GradAlign.Cli.Tests;

public sealed class CommandTreeTests
{
    public static TheoryData<string> Commands => [.. CommandTree.All(CommandTree.Create()).Select(CommandTree.PathOf)];

    [Fact]
    public void Tree_has_the_commands_of_the_documentation()
    {
        var page = File.ReadAllText(Repository.Path("docs", "command-line.md"));
        var leaves = CommandTree.All(CommandTree.Create()).Where(c => c.Subcommands.Count == 0).Select(CommandTree.PathOf).ToArray();

        Assert.True(leaves.Length >= 6, string.Join(", ", leaves));
        Assert.All(leaves, leaf => Assert.Contains($"`{leaf} ", page.Replace($"`{leaf}`", $"`{leaf} `", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_of_every_command_shows_its_options_and_examples(string path)
    {
        using var output = new StringWriter();
        var root = CommandTree.Create();
        var command = CommandTree.All(root).Single(c => CommandTree.PathOf(c) == path);
        var code = root.Parse([.. path.Split(' ').Skip(1), "--help"]).Invoke(new InvocationConfiguration { Output = output });

        Assert.Equal(0, code);
        Assert.All(command.Options.Where(o => !o.Hidden), o => Assert.Contains(o.Name, output.ToString(), StringComparison.Ordinal));
        var examples = CommandTree.All(command).OfType<IExamples>().SelectMany(c => c.Examples).ToArray();
        Assert.NotEmpty(examples);
        var shown = output.ToString().Split("Examples:")[1];
        Assert.All(examples, e => Assert.Contains(e, shown, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_that_does_something_has_examples_that_parse_as_it(string path)
    {
        var root = CommandTree.Create();
        var command = CommandTree.All(root).Single(c => CommandTree.PathOf(c) == path);
        if (command.Subcommands.Count > 0) return;

        Assert.All(Assert.IsAssignableFrom<IExamples>(command).Examples, example =>
        {
            // Behind two spaces stands what the example does.
            var words = example.Split("  ")[0].Replace("'", "", StringComparison.Ordinal).Split(' ');
            var parse = root.Parse(words[1..]);
            Assert.Equal("gradalign", words[0]);
            Assert.Empty(parse.Errors.Select(e => e.Message));
            Assert.Equal(path, CommandTree.PathOf(parse.CommandResult.Command));
        });
    }
}
