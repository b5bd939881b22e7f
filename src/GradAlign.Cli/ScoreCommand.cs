using System.CommandLine;

namespace GradAlign.Cli;

/// <summary><c>gradalign score</c>.</summary>
internal sealed class ScoreCommand : Command, IExamples
{
    public ScoreCommand() : base("score", "Score the models of a project at initialisation. Exits 0 unless something could not be measured.")
    {
        var scoring = new ScoringArguments(this);
        var output = new OutputArguments(this, Enum.GetValues<OutputFormat>());
        SetAction((parse, cancellation) => ScoreRun.ExecuteAsync(scoring.Read(parse), output.Read(parse), cancellation));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign score src/Models                          build the project and score every model",
        "gradalign score src/Models --model 'ResNet*'        only the models that match",
        "gradalign score bin/Models.dll --format json -o report.json",
        "gradalign score src/Models --format html -o report.html   a page to look at, which needs no network",
        "gradalign score src/Models --repeats 5 --seed 100 --batch-norm frozen",
    ];
}
