using System.CommandLine;
using System.Text.Json;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli.Calibrate;

/// <summary><c>gradalign calibrate inspect</c>.</summary>
internal sealed class InspectCommand : Command, IExamples
{
    private readonly Argument<string> file = new("CALIBRATOR") { Description = "File that gradalign calibrate wrote." };

    public InspectCommand() : base("inspect", "Says what a calibrator was made of, and how good it is.")
    {
        Add(file);
        var output = new OutputArguments(this, OutputFormat.Console, OutputFormat.Json, OutputFormat.Markdown);
        SetAction(async (parse, cancellation) =>
        {
            var settings = output.Read(parse);
            settings.RequireWritable();
            var manifest = CalibrateRun.Reading(() => Calibrator.Read(parse.GetRequiredValue(file))).Manifest;
            await settings.WriteAsync(
                settings.Format == OutputFormat.Json ? JsonSerializer.Serialize(manifest, GradAlignJson.Indented) + "\n" : CalibrationTables.Of(manifest, settings.Format),
                cancellation);
            return ExitCode.Pass;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign calibrate inspect mine.zip",
        "gradalign calibrate inspect mine.zip --format markdown -o mine.md",
    ];
}
