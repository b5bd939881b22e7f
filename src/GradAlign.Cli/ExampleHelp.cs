using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GradAlign.Cli;

/// <summary>The usual help, followed by examples.</summary>
internal sealed class ExampleHelp(HelpAction inner) : SynchronousCommandLineAction
{
    private const string Examples = """
        Examples:
          gradalign score src/Models                          build the project and score every model
          gradalign score src/Models --model 'ResNet*'        only the models that match
          gradalign score bin/Models.dll --format json -o report.json
          gradalign score src/Models --repeats 5 --seed 100 --batch-norm frozen
        """;

    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        return code;
    }
}
