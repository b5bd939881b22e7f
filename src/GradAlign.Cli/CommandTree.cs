using System.CommandLine;
using System.CommandLine.Help;
using GradAlign.Cli.Calibrate;
using GradAlign.Cli.Compare;
using GradAlign.Cli.Doctor;
using GradAlign.Cli.Gate;
using GradAlign.Cli.History;

namespace GradAlign.Cli;

/// <summary>Every command of the tool.</summary>
internal static class CommandTree
{
    public const string Tool = "gradalign";

    /// <summary>The root, whose help and that of every command ends with examples.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Scores neural networks at initialisation from the Gram matrix of their per-sample gradients.")
        {
            new ScoreCommand(), new GateCommand(), new CompareCommand(), new ExplainCommand(), new CorrelateCommand(), new CalibrateCommand(), new ReportCommand(), new DoctorCommand(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            if (help.Action is HelpAction action)
            {
                help.Action = new ExampleHelp(action);
            }
        }

        return root;
    }

    /// <summary>A command and those it has below it.</summary>
    public static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    /// <summary>A command as it is typed, such as <c>gradalign report history</c>.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : Tool;
}
