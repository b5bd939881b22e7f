using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GradAlign.Analyzer.Comparing;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Compare;

/// <summary><c>gradalign compare</c>.</summary>
internal sealed class CompareCommand : Command, IExamples
{
    private const string SideDescription = "A report (.json), a folder of snapshots (*.verified.json), or a git ref, which is scored.";

    public CompareCommand() : base("compare", "Compare the models of two sides, and fail where one is worse or could not be compared.")
    {
        var @base = new Argument<string>("BASE") { Description = SideDescription };
        var head = new Argument<string>("HEAD") { Description = SideDescription };
        var project = new Option<string?>("--project") { HelpName = "PROJECT", Description = "The project to score at a git ref, or a folder with exactly one." };
        var margin = new Option<double>("--margin") { HelpName = "X", Description = "How much worse the mean of conflict or collapse may become, 0 to 1.", DefaultValueFactory = _ => ComparisonOptions.DefaultMargin };
        var inconclusive = Choice("--inconclusive", "What a model is that cannot be decided.", "error");
        var gone = Choice("--gone", "What a model is that the head does not have.", "warn");
        var keep = new Option<string?>("--keep-reports") { HelpName = "DIR", Description = "Write the reports of the refs that were scored here, as base.json and head.json." };
        margin.Validators.Add(RequireShare);
        Add(@base);
        Add(head);
        Add(margin);
        Add(inconclusive);
        Add(gone);
        Add(keep);
        var scoring = new ScoringArguments(this, project: project);
        var output = new OutputArguments(this, OutputFormat.Console, OutputFormat.Json, OutputFormat.Markdown);
        SetAction((parse, cancellation) => CompareRun.ExecuteAsync(
            new(parse.GetRequiredValue(@base), parse.GetRequiredValue(head))
            {
                Scoring = scoring.ReadOptional(parse),
                KeepReports = parse.GetValue(keep),
                Options = new() { Margin = parse.GetValue(margin), Inconclusive = Severity(parse.GetValue(inconclusive)), Gone = Severity(parse.GetValue(gone)) },
            },
            output.Read(parse), cancellation));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign compare main HEAD --project src/Models    score both refs, and say which models got worse",
        "gradalign compare base.json head.json --format markdown -o comment.md",
        "gradalign compare main head.json --project src/Models --repeats 10",
        "gradalign compare before/gradalign.snapshots gradalign.snapshots --inconclusive warn",
    ];

    private static Option<string> Choice(string name, string description, string fallback)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => fallback };
        option.AcceptOnlyFromAmong("error", "warn");
        return option;
    }

    private static Severity Severity(string? choice) => choice == "error" ? Analyzer.Verdicts.Severity.Error : Analyzer.Verdicts.Severity.Warning;

    private static void RequireShare(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && !(double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1))
        {
            result.AddError($"{result.Option.Name} is '{text}', but a number from 0 to 1 is expected, such as 0.05.");
        }
    }
}
