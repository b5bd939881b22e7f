using System.CommandLine;
using System.Text.Json;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli.Calibrate;

/// <summary><c>gradalign calibrate test</c>.</summary>
internal sealed class TestCommand : Command, IExamples
{
    private readonly Argument<string> file = new("CALIBRATOR") { Description = "File that gradalign calibrate wrote." };

    public TestCommand() : base("test", "Holds a calibrator against models with known accuracies: how many are outside its domain, and how wrong it is about the rest.")
    {
        Add(file);
        var table = new TableArguments(this);
        var output = new OutputArguments(this, OutputFormat.Console, OutputFormat.Json, OutputFormat.Markdown);
        SetAction(async (parse, cancellation) =>
        {
            var settings = output.Read(parse);
            settings.RequireWritable();
            var given = table.Read(parse);
            var result = CalibrateRun.Reading(() => TransferResult.Of(Calibrator.Read(parse.GetRequiredValue(file)), CalibrationRows.Read(given), given.Options));
            await settings.WriteAsync(
                settings.Format == OutputFormat.Json ? JsonSerializer.Serialize(result, GradAlignJson.Indented) + "\n" : CalibrationTables.Of(result, settings.Format),
                cancellation);
            return ExitCode.Pass;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign calibrate test mine.zip --scores new.json --accuracy new.csv",
        "gradalign calibrate test nb201.zip --scores nb101.csv --accuracy nb101_dev_1500.jsonl --space nb101",
    ];
}
