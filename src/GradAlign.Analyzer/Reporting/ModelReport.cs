using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Explanations;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Everything measured of one model: what the scoring process hands over.</summary>
public sealed record ModelReport
{
    /// <summary>Name, unique within the project.</summary>
    public required string Name { get; init; }

    /// <summary>Declaring type and method, <c>Namespace.Type.Method</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>Where the factory stands; null without a PDB.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>Shape of one input, without the batch dimension.</summary>
    public required IReadOnlyList<long> InputShape { get; init; }

    /// <summary>Number of classes; 0 for a language model, and for a regression with a loss of its own.</summary>
    public required int Classes { get; init; }

    /// <summary>Number of tokens, of which the inputs are made; 0 where the inputs are numbers.</summary>
    public int Vocabulary { get; init; }

    /// <summary>The loss, such as <c>cross-entropy</c> or the name of the user's method; null where the scoring ended before it was chosen.</summary>
    public string? Loss { get; init; }

    /// <summary>Where the batch came from; null where the scoring ended before it was read.</summary>
    public DataDescription? Data { get; init; }

    /// <summary>Device, such as <c>cpu</c>; null where the scoring ended before it was chosen.</summary>
    public string? Device { get; init; }

    /// <summary>Version of TorchSharp, the project's own; null where the scoring ended before it was loaded.</summary>
    public string? TorchSharp { get; init; }

    /// <summary><c>batched</c>; <c>mixed</c> where some parameters of a seed went through the per-sample loop; <c>loop</c> where all did.</summary>
    public string? Engine { get; init; }

    /// <summary>Statistics of batch normalisation.</summary>
    public required BatchNormMode BatchNorm { get; init; }

    /// <summary>The seeds, in order.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Parameters, MACs and layers; null where the model could not be built.</summary>
    public ModelSize? Size { get; init; }

    /// <summary>Every score of <see cref="ScoreCatalog.All"/>, in its order, then what was asked for beside them; empty where nothing was measured.</summary>
    public IReadOnlyList<ScoreSummary> Scores { get; init; } = [];

    /// <summary>What those scores are that are the user's own.</summary>
    public IReadOnlyList<ScoreDefinition> CustomScores { get; init; } = [];

    /// <summary>Every layer, in order of execution.</summary>
    public IReadOnlyList<LayerReport> Layers { get; init; } = [];

    /// <summary>The cosines and eigenvalues of the first seed that gave gradients, for plots; null where none did.</summary>
    public GradientDetail? Gradients { get; init; }

    /// <summary>What was found while scoring, without the verdict's findings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What lies behind the scores; null where it was not asked for, or nothing was measured.</summary>
    public ModelExplanation? Explanation { get; init; }

    /// <summary>Wall-clock time of the scoring, seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The report of a model of which nothing has been measured yet.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The options of the scoring.</param>
    public static ModelReport Unmeasured(ModelCase model, ScoringOptions options) => new()
    {
        Name = model.Name,
        FullName = model.FullName.Replace('+', '.'),
        Source = model.Source,
        InputShape = model.InputShape,
        Classes = model.Classes,
        Vocabulary = model.Vocabulary,
        BatchNorm = options.BatchNorm,
        Seeds = [.. Enumerable.Range(0, options.Repeats).Select(r => options.Seed + r)],
    };

    /// <summary>What a score of this report is; null for a key that is not known.</summary>
    /// <param name="key">Its key.</param>
    public ScoreDefinition? DefinitionOf(string key) => ScoreCatalog.Find(key) ?? CustomScores.FirstOrDefault(s => s.Key == key);

    /// <summary>The summary of one score; null where nothing was measured.</summary>
    /// <param name="score">Which score.</param>
    public ScoreSummary? this[ScoreDefinition score] => Scores.FirstOrDefault(s => s.Key == score.Key);
}
