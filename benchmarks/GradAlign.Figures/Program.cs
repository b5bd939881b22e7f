using System.CommandLine;
using GradAlign.Figures;

var root = new RootCommand("Draws the figures of docs/validity.md from benchmarks/results.") { new ScatterCommand(), new PerturbationCommand() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is FormatException or ArgumentException or IOException or UnauthorizedAccessException or System.Text.Json.JsonException or CsvHelper.CsvHelperException)
{
    await Console.Error.WriteLineAsync($"error: {e.Message}");
    return 5;
}
