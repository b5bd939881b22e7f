using System.CommandLine;

namespace GradAlign.Cli;

/// <summary><c>gradalign score</c>.</summary>
internal sealed class ScoreCommand : Command, IExamples
{
    private readonly Option<string?> scores = new("--scores")
    {
        HelpName = "KEYS",
        Description = "Scores to measure beside this project's: all, or keys such as naswot,synflow (baselines, and scores of your own).",
    };

    public ScoreCommand() : base("score", "Score the models of a project at initialisation. Exits 0 unless something could not be measured.")
    {
        var scoring = new ScoringArguments(this);
        Add(scores);
        foreach (var option in AccuracyOptions.Estimate()) Add(option);
        var output = new OutputArguments(this, Enum.GetValues<OutputFormat>());
        SetAction((parse, cancellation) => ScoreRun.ExecuteAsync(Settings(scoring.Read(parse), parse), output.Read(parse), cancellation));
    }

    private ScoringSettings Settings(ScoringSettings settings, ParseResult parse) =>
        settings with { Options = settings.Options with { Scores = parse.GetValue(scores) } };

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign score src/Models                          build the project and score every model",
        "gradalign score src/Models --model 'ResNet*'        only the models that match",
        "gradalign score src/Models --factory Zoo.Net --input 3x32x32 --classes 10    a class or static method that carries no [ScoredModel]",
        "gradalign score src/Models --factory 'Zoo.AlexNet(10)' --factory Zoo.VGG11 --input 3x64x64 --classes 10",
        "gradalign score src/Models --factory Gpt.Tiny --input 64 --vocabulary 1000    a language model",
        "gradalign score src/Models --factory Zoo.Curve --input 8 --loss Zoo.SquaredError --data batch:Zoo.Samples    a regression",
        "gradalign score bin/Models.dll --format json -o report.json",
        "gradalign score src/Models --format html -o report.html   a page to look at, which needs no network",
        "gradalign score src/Models --repeats 5 --seed 100 --batch-norm frozen",
        "gradalign score src/Models --scores naswot,synflow   baselines beside the project's own scores",
        "gradalign score src/Models --calibration mine.zip    what accuracy to expect of each model",
    ];
}
