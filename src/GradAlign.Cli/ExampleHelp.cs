using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GradAlign.Cli;

/// <summary>The usual help, followed by the examples of the command, or of every command where none is named.</summary>
internal sealed class ExampleHelp(HelpAction inner) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in CommandTree.All(command).OfType<IExamples>().SelectMany(c => c.Examples))
        {
            output.WriteLine("  " + example);
        }

        return code;
    }
}
