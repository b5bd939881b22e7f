using System.CommandLine;

namespace GradAlign.Cli.History;

/// <summary><c>gradalign report history</c>.</summary>
internal sealed class HistoryCommand : Command, IExamples
{
    public HistoryCommand() : base("history", "Read the git history of score snapshots into a trend: commit, date, scores and verdict of every model.")
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder of the snapshots, or of a project with gradalign.snapshots.", DefaultValueFactory = _ => "." };
        var model = new Option<string?>("--model") { HelpName = "GLOB", Description = "Only the models whose name matches, such as 'Mlp*'." };
        Add(folder);
        Add(model);
        var output = new OutputArguments(this, OutputFormat.Console, OutputFormat.Json, OutputFormat.Markdown);
        SetAction((parse, cancellation) => HistoryRun.ExecuteAsync(parse.GetRequiredValue(folder), parse.GetValue(model), output.Read(parse), cancellation));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign report history src/Models                 every model's scores, commit by commit",
        "gradalign report history src/Models/gradalign.snapshots --model 'ResNet*' --format json -o trend.json",
    ];
}
