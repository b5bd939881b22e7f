using System.CommandLine;
using System.CommandLine.Parsing;

namespace GradAlign.Cli.Calibrate;

/// <summary><c>gradalign calibrate</c>.</summary>
internal sealed class CalibrateCommand : Command, IExamples
{
    private readonly Option<string?> file = new("--out") { HelpName = "FILE", Description = "Where the calibrator goes, a zip file." };
    private readonly Option<string?> group = new("--group") { HelpName = "COLUMN", Description = "Column of the scores; rows with the same value are never split between training and test." };
    private readonly Option<string[]> features = new("--features") { HelpName = "KEYS", Description = "Columns to learn from: a,b,c; by default every score of GradAlign's in the file." };
    private readonly Option<string?> name = new("--name") { Description = "Name of the calibration in reports; by default that of --out." };
    private readonly Option<int> seed = new("--seed") { Description = "Seed of folds, splits and trees.", DefaultValueFactory = _ => 0 };
    private readonly Option<int> evaluate = new("--evaluate") { HelpName = "SPLITS", Description = "Instead of a calibrator, measure what one is worth: train on some rows, ask about the others, so many times." };
    private readonly Option<string[]> train = new("--train") { HelpName = "ROWS", Description = "With --evaluate: rows to train on, 32,64,128 for a learning curve; by default half of them." };

    private readonly Option<int?> folds = new("--folds") { HelpName = "K", Description = "With --evaluate, instead of random splits: K folds, each asked about by the others; SPLITS is how often." };

    public CalibrateCommand() : base("calibrate", "Learns from trained models what accuracy their scores lead to expect, and how sure that is.")
    {
        features.AllowMultipleArgumentsPerToken = true;
        train.AllowMultipleArgumentsPerToken = true;
        var table = new TableArguments(this);
        foreach (var option in new Option[] { file, group, features, name, seed, evaluate, train, folds }) Add(option);
        Validators.Add(Refuse);
        Add(new InspectCommand());
        Add(new TestCommand());
        var output = new OutputArguments(this, OutputFormat.Console, OutputFormat.Json, OutputFormat.Markdown);
        SetAction((parse, cancellation) =>
        {
            var given = table.Read(parse);
            return CalibrateRun.ExecuteAsync(
                given with
                {
                    Out = parse.GetValue(file),
                    Group = parse.GetValue(group),
                    Splits = parse.GetValue(evaluate),
                    Folds = parse.GetValue(folds),
                    Train = [.. List(parse.GetValue(train)).Select(Rows)],
                    Options = given.Options with
                    {
                        Seed = parse.GetValue(seed),
                        Features = List(parse.GetValue(features)),
                        Name = parse.GetValue(name) ?? Path.GetFileNameWithoutExtension(parse.GetValue(file)) ?? "calibration",
                    },
                },
                output.Read(parse), cancellation);
        });
    }

    // Half an answer would look like a whole one.
    private void Refuse(CommandResult parse)
    {
        if (parse.GetValue(folds) is not null && (parse.GetValue(evaluate) <= 0 || parse.GetResult(train) is not null))
        {
            parse.AddError("--folds needs --evaluate, which says how often, and does without --train.");
        }
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign score MyModels --scores all --format json -o scores.json",
        "gradalign calibrate --scores scores.json --accuracy accuracy.csv --out mine.zip",
        "gradalign calibrate inspect mine.zip",
        "gradalign calibrate test mine.zip --scores new.json --accuracy new.csv",
        "gradalign calibrate --scores nb201.csv --accuracy nb201_dev_4000.csv --evaluate 50 --train 32,64,128 --format markdown",
        "gradalign calibrate --scores fashioncells-scores.csv --accuracy fashioncells-accuracy.csv --space fashioncells --evaluate 10 --folds 5",
    ];

    private static string[] List(string[]? given) =>
        [.. (given ?? []).SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static int Rows(string text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var rows)
        ? rows : throw new ScoreFailure(ExitCode.BadArguments, $"--train is '{text}', but whole numbers are expected, such as 32,64,128.");
}
