using System.CommandLine;

namespace GradAlign.Cli;

/// <summary><c>--format</c> and <c>--output</c>, for every command that prints results.</summary>
internal sealed class OutputArguments
{
    private readonly Option<string> format = new("--format") { Description = "How the results are shown.", DefaultValueFactory = _ => "console" };
    private readonly Option<string?> output = new("--output", "-o") { HelpName = "FILE", Description = "Write the results to a file instead of stdout." };

    /// <param name="command">The command that takes them.</param>
    /// <param name="formats">The formats that the command knows.</param>
    public OutputArguments(Command command, params OutputFormat[] formats)
    {
        format.AcceptOnlyFromAmong([.. formats.Select(f => f.ToString().ToLowerInvariant())]);
        command.Add(format);
        command.Add(output);
    }

    /// <summary>What was given, with the defaults filled in.</summary>
    public OutputSettings Read(ParseResult parse) =>
        new(Enum.Parse<OutputFormat>(parse.GetValue(format) ?? "console", ignoreCase: true), parse.GetValue(output));
}
