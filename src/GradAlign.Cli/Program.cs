using System.CommandLine;
using System.CommandLine.Help;
using GradAlign.Cli;
using GradAlign.Cli.Calibrate;
using GradAlign.Cli.Doctor;
using GradAlign.Cli.Gate;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("Scores neural networks at initialisation from the Gram matrix of their per-sample gradients.")
{
    new ScoreCommand(), new GateCommand(), new ExplainCommand(), new CorrelateCommand(), new CalibrateCommand(), new DoctorCommand(),
};
foreach (var help in root.Options.OfType<HelpOption>())
{
    if (help.Action is HelpAction action)
    {
        help.Action = new ExampleHelp(action);
    }
}

var parse = root.Parse(args);
if (parse.Errors.Count > 0 && parse.Action is not ExampleHelp)
{
    foreach (var error in parse.Errors)
    {
        await Console.Error.WriteLineAsync($"error: {error.Message}");
    }

    var command = parse.CommandResult.Command;
    (command as GateCommand)?.Refuse(parse);
    await Console.Error.WriteLineAsync(command == root ? "See gradalign --help." : $"See gradalign {command.Name} --help.");
    return ExitCode.BadArguments;
}

try
{
    return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (ScoreFailure failure)
{
    await Console.Error.WriteLineAsync($"error{(failure.Id is null ? "" : " " + failure.Id)}: {failure.Message}");
    return failure.ExitCode;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("cancelled");
    return ExitCode.Cancelled;
}
catch (Exception bug)
{
    await Console.Error.WriteLineAsync($"error: gradalign itself failed; please report this.\n{bug}");
    return ExitCode.InternalError;
}
