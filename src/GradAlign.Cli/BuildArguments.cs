using System.CommandLine;

namespace GradAlign.Cli;

/// <summary>PROJECT|ASSEMBLY and the options of its build, for every command that takes a project.</summary>
internal sealed class BuildArguments
{
    private readonly Argument<string?> target = new("PROJECT|ASSEMBLY") { Description = "A .csproj, a folder with exactly one, or a built .dll." };
    private readonly Option<bool> noBuild = new("--no-build") { Description = "Take what is built already." };
    private readonly Option<string> configuration = new("--configuration", "-c") { HelpName = "NAME", Description = "Build configuration.", DefaultValueFactory = _ => "Debug" };
    private readonly Option<string?> framework = new("--framework", "-f") { HelpName = "TFM", Description = "Target framework; needed where the project has several." };

    /// <param name="command">The command that takes them.</param>
    /// <param name="optional">Whether the command also works without a project.</param>
    public BuildArguments(Command command, bool optional = false)
    {
        target.Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
        command.Add(target);
        command.Add(noBuild);
        command.Add(configuration);
        command.Add(framework);
    }

    /// <summary>What was given; null where an optional project was left out.</summary>
    public BuildSettings? Read(ParseResult parse) => parse.GetValue(target) is not { } given ? null : new()
    {
        Target = given,
        NoBuild = parse.GetValue(noBuild),
        Configuration = parse.GetValue(configuration) ?? "Debug",
        Framework = parse.GetValue(framework),
    };
}
