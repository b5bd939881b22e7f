using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>Two sides, model by model.</summary>
/// <param name="Base">What the head is held against.</param>
/// <param name="Head">What is judged.</param>
/// <param name="Options">How they were compared.</param>
public sealed record Comparison(ComparedSide Base, ComparedSide Head, ComparisonOptions Options)
{
    /// <summary>Version of the JSON schema, docs/comparison-schema.json.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>Every model of both sides: those that matter most first, then by name.</summary>
    public IReadOnlyList<ModelChange> Models { get; init; } = [];

    /// <summary>What is wrong with a side as a whole.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The findings of the sides, then those of the models.</summary>
    public IEnumerable<Finding> AllFindings => Findings.Concat(Models.Select(m => m.Finding).OfType<Finding>());

    /// <summary>Inconclusive where a side or a model could not be judged, Fail where a model is worse, else Pass; as far as the options make errors of them.</summary>
    public Outcome Outcome
    {
        get
        {
            var errors = AllFindings.Where(f => f.Severity == Severity.Error).Select(f => f.Id).ToHashSet();
            return errors.Contains(Rules.NotCompared.Id) ? Outcome.Inconclusive : errors.Count > 0 ? Outcome.Fail : Outcome.Pass;
        }
    }

    /// <summary>How many models have a status.</summary>
    /// <param name="status">The status.</param>
    public int Count(ModelStatus status) => Models.Count(m => m.Status == status);
}
