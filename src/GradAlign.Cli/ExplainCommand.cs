using System.CommandLine;

namespace GradAlign.Cli;

/// <summary><c>gradalign explain</c>.</summary>
internal sealed class ExplainCommand : Command, IExamples
{
    public ExplainCommand() : base("explain", "Say what lies behind the scores of a model: layers, sample and class pairs, dead layers, and what to try.")
    {
        var scoring = new ScoringArguments(this, modelRequired: true);
        var output = new OutputArguments(this, OutputFormat.Console, OutputFormat.Json, OutputFormat.Markdown);
        SetAction((parse, cancellation) => ExplainRun.ExecuteAsync(scoring.Read(parse), output.Read(parse), cancellation));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign explain src/Models --model DeepMlp        why DeepMlp scores as it does, and what to try",
        "gradalign explain src/Models --factory Zoo.Net --input 3x32x32 --classes 10    a model that carries no [ScoredModel]",
        "gradalign explain src/Models --model 'Cnn*' --data data/mnist --format markdown -o explained.md",
    ];
}
