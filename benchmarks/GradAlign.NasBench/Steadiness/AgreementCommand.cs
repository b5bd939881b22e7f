using System.CommandLine;
using GradAlign.Analyzer.Correlation;

namespace GradAlign.NasBench.Steadiness;

/// <summary><c>agreement</c>: the tables of a steadiness study.</summary>
internal sealed class AgreementCommand : Command
{
    private readonly Argument<string> scores = new("SCORES") { Description = "CSV file of the command steadiness." };
    private readonly Option<string?> accuracy = new("--accuracy") { HelpName = "FILE", Description = "File of trained accuracies, as gradalign correlate reads it." };
    private readonly Option<string> format = new("--format") { Description = "markdown or csv.", DefaultValueFactory = _ => "markdown" };
    private readonly Option<int> resamples = new("--bootstrap") { HelpName = "B", Description = "Resamples of the intervals.", DefaultValueFactory = _ => 1000 };

    public AgreementCommand() : base("agreement", "Prints how well each score agrees with itself across the conditions of a steadiness study, and its tau with accuracy under each.")
    {
        format.AcceptOnlyFromAmong("markdown", "csv");
        Add(scores);
        foreach (var option in new Option[] { accuracy, format, resamples }) Add(option);
        SetAction(parse =>
        {
            var cells = SteadinessCells.Read(parse.GetRequiredValue(scores));
            var options = new CorrelationOptions { Resamples = parse.GetValue(resamples) };
            var agreements = AgreementStudy.Run(cells, parse.GetValue(accuracy) is { } path ? cells.Accuracies(path) : null, options);
            Console.Write(parse.GetValue(format) == "csv" ? AgreementTables.Csv(cells, agreements) : AgreementTables.Markdown(cells, agreements, options));
        });
    }
}
