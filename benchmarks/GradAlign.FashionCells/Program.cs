using System.CommandLine;
using GradAlign.Analyzer.Verdicts;
using GradAlign.FashionCells;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("A small search space with accuracies of its own: trains its networks on Fashion-MNIST and scores them.") { new TrainCommand(), new ScoreCommand(), new LimitsCommand() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is FormatException or ArgumentException or IOException or UnauthorizedAccessException or ScoringException)
{
    await Console.Error.WriteLineAsync($"error: {e.Message}");
    return 5;
}
