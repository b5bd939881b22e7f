using System.CommandLine;
using GradAlign.Cli;
using GradAlign.Cli.Gate;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = CommandTree.Create();
var parse = root.Parse(args);
if (parse.Errors.Count > 0 && parse.Action is not ExampleHelp)
{
    foreach (var error in parse.Errors)
    {
        await Console.Error.WriteLineAsync($"error: {error.Message}");
    }

    var command = parse.CommandResult.Command;
    (command as GateCommand)?.Refuse(parse);
    await Console.Error.WriteLineAsync($"See {CommandTree.PathOf(command)} --help.");
    return ExitCode.BadArguments;
}

try
{
    return await parse.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // Ctrl+C ends what runs; then there is a work tree to remove.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    });
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
