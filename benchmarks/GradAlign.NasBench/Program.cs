using System.CommandLine;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli;
using GradAlign.NasBench;
using GradAlign.NasBench.Perturbations;
using GradAlign.NasBench.Steadiness;
using GradAlign.NasBench.Studies;
using GradAlign.NasBench.Timings;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("Builds the networks of neural architecture search benchmarks, counts them and scores them.") { new DescribeCommand(), new ParamsCommand(), new StudyCommand(), new SteadinessCommand(), new AgreementCommand(), new TimingCommand(), new PerturbCommand() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is FormatException or ArgumentException or IOException or UnauthorizedAccessException or System.Text.Json.JsonException or ScoringException or ScoreFailure)
{
    await Console.Error.WriteLineAsync($"error: {e.Message}");
    return 5;
}
