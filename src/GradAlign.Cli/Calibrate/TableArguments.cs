using System.CommandLine;
using System.Globalization;
using GradAlign.Analyzer.Calibration;

namespace GradAlign.Cli.Calibrate;

/// <summary>The options that say where a table is and how to read it.</summary>
internal sealed class TableArguments
{
    private readonly Option<string?> scores = new("--scores") { HelpName = "FILE", Description = "Scores: CSV, JSONL, or a report of gradalign score --format json." };
    private readonly Option<string?> accuracy = new("--accuracy") { HelpName = "FILE", Description = "CSV or JSONL file with the trained accuracies, percent or fractions." };
    private readonly Option<string?> space = new("--space") { Description = "Search space: says which columns identify a cell and hold its accuracy." };
    private readonly Option<string?> identity = new("--identity") { HelpName = "COLUMN", Description = "Column that identifies a model in both files; by default the space's, or model." };
    private readonly Option<string?> column = new("--column") { HelpName = "COLUMN", Description = "Column of the accuracy; by default the space's, or accuracy." };
    private readonly Option<AccuracyUnit> unit = new("--unit") { Description = "What the accuracies are counted in; by default the numbers say it." };
    private readonly Option<double> confidence = new("--confidence") { HelpName = "SHARE", Description = "Confidence of the intervals.", DefaultValueFactory = _ => 0.9 };

    private readonly Option<string?> inputShape = new("--input-shape") { HelpName = "CxHxW", Description = "Shape of one input of the models, such as 1x28x28; by default as the scores say." };
    private readonly Option<int?> classes = new("--classes") { HelpName = "N", Description = "Number of classes of the models; by default as the scores say." };

    /// <param name="command">The command that takes them.</param>
    public TableArguments(Command command)
    {
        space.AcceptOnlyFromAmong([.. AccuracySource.Spaces.Keys]);
        confidence.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && double.TryParse(text, CultureInfo.InvariantCulture, out var value) && !(value > 0 && value < 1))
            {
                result.AddError($"--confidence is {text}, but a number between 0 and 1 is expected, such as 0.9.");
            }
        });
        inputShape.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !text.Split('x').All(d => long.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side > 0))
            {
                result.AddError($"--input-shape is '{text}', but sizes joined by x are expected, such as 1x28x28.");
            }
        });
        foreach (var option in new Option[] { scores, accuracy, space, identity, column, unit, confidence, inputShape, classes }) command.Add(option);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="ScoreFailure">A file is missing.</exception>
    public CalibrateSettings Read(ParseResult parse) => new()
    {
        // Not required by the parser, which would ask for them before a subcommand too.
        Scores = parse.GetValue(scores) ?? throw new ScoreFailure(ExitCode.BadArguments, "--scores is missing: name the file of scores."),
        Accuracy = parse.GetValue(accuracy) ?? throw new ScoreFailure(ExitCode.BadArguments, "--accuracy is missing: name the file of trained accuracies."),
        Space = parse.GetValue(space),
        Identity = parse.GetValue(identity),
        Column = parse.GetValue(column),
        InputShape = parse.GetValue(inputShape),
        Classes = parse.GetValue(classes),
        Options = new() { Unit = parse.GetValue(unit), Confidence = parse.GetValue(confidence) },
    };
}
