using System.CommandLine;

namespace GradAlign.Cli;

/// <summary>PROJECT|ASSEMBLY (or <c>--project</c>) and the options of its build, for every command that takes a project.</summary>
internal sealed class BuildArguments
{
    private readonly Func<ParseResult, string?> target;
    private readonly Option<bool> noBuild = new("--no-build") { Description = "Take what is built already." };
    private readonly Option<string> configuration = new("--configuration", "-c") { HelpName = "NAME", Description = "Build configuration.", DefaultValueFactory = _ => "Debug" };
    private readonly Option<string?> framework = new("--framework", "-f") { HelpName = "TFM", Description = "Target framework; needed where the project has several." };

    /// <param name="command">The command that takes them.</param>
    /// <param name="optional">Whether the command also works without a project.</param>
    public BuildArguments(Command command, bool optional = false)
    {
        var argument = new Argument<string?>("PROJECT|ASSEMBLY")
        {
            Description = $"A project ({ProjectFile.Kinds}), a folder with exactly one, or a built .dll.",
            Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
        command.Add(argument);
        command.Add(noBuild);
        target = parse => parse.GetValue(argument);
        AddRest(command);
    }

    private BuildArguments(Command command, Option<string?> project)
    {
        command.Add(project);
        target = parse => parse.GetValue(project);
        AddRest(command);
    }

    /// <summary>The same with the project as an option, for a command that always builds it.</summary>
    /// <param name="command">The command that takes them.</param>
    /// <param name="project">The option.</param>
    public static BuildArguments WithOption(Command command, Option<string?> project) => new(command, project);

    /// <summary>What was given; null where an optional project was left out.</summary>
    public BuildSettings? Read(ParseResult parse) => target(parse) is not { } given ? null : new()
    {
        Target = given,
        NoBuild = parse.GetValue(noBuild),
        Configuration = parse.GetValue(configuration) ?? "Debug",
        Framework = parse.GetValue(framework),
    };

    private void AddRest(Command command)
    {
        command.Add(configuration);
        command.Add(framework);
    }
}
