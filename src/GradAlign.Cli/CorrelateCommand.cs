using System.CommandLine;

namespace GradAlign.Cli;

/// <summary><c>gradalign correlate</c>.</summary>
internal sealed class CorrelateCommand : Command, IExamples
{
    private readonly Argument<string> scores = new("SCORES") { Description = "CSV file of scores, a row a cell, as the study of GradAlign.NasBench writes it." };
    private readonly Option<string> accuracy = new("--accuracy") { HelpName = "FILE", Description = "CSV or JSONL file with the trained accuracies.", Required = true };
    private readonly Option<string?> space = new("--space") { Description = "Search space: says which columns identify a cell and hold its accuracy." };
    private readonly Option<string?> identity = new("--identity") { HelpName = "COLUMN", Description = "Column that identifies a cell in both files; by default the space's." };
    private readonly Option<string?> column = new("--column") { HelpName = "COLUMN", Description = "Column of the accuracy; by default the space's." };
    private readonly Option<string[]> against = new("--against") { HelpName = "KEYS", Description = "Scores to hold every score against: a,b,c; by default the best one, params, macs and trainable_layers." };
    private readonly Option<int> resamples = new("--bootstrap") { HelpName = "B", Description = "Resamples of the 95% intervals.", DefaultValueFactory = _ => 1000 };
    private readonly Option<int> seed = new("--seed") { HelpName = "SEED", Description = "Seed of the resamples and draws.", DefaultValueFactory = _ => 0 };

    public CorrelateCommand() : base("correlate", "Measures how well scores predict trained accuracy, with intervals, beside the size of the network.")
    {
        space.AcceptOnlyFromAmong([.. AccuracySource.Spaces.Keys]);
        against.AllowMultipleArgumentsPerToken = true;
        resamples.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value < 0)
            {
                result.AddError($"--bootstrap is {text}, but a whole number of at least 0 is expected.");
            }
        });
        Add(scores);
        foreach (var option in new Option[] { accuracy, space, identity, column, against, resamples, seed })
        {
            Add(option);
        }

        var output = new OutputArguments(this, OutputFormat.Console, OutputFormat.Json, OutputFormat.Markdown);
        SetAction((parse, cancellation) => CorrelateRun.ExecuteAsync(
            new()
            {
                Scores = parse.GetRequiredValue(scores),
                Accuracy = parse.GetRequiredValue(accuracy),
                Space = parse.GetValue(space),
                Identity = parse.GetValue(identity),
                Column = parse.GetValue(column),
                Options = new()
                {
                    Against = [.. (parse.GetValue(against) ?? []).SelectMany(a => a.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                    Resamples = parse.GetValue(resamples),
                    Seed = parse.GetValue(seed),
                },
            },
            output.Read(parse), cancellation));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign correlate nb201.csv --accuracy nb201_dev_4000.csv --space nb201",
        "gradalign correlate nb201.csv --accuracy nb201_dev_4000.csv --column cifar100_test --format markdown",
    ];
}
