namespace GradAlign.Analyzer.Metrics;

/// <summary>Whether a score has a value.</summary>
public enum ScoreState
{
    /// <summary>It has a value.</summary>
    Defined,

    /// <summary>The question does not arise for this model (a network without hidden layers has no collapse of hidden layers).</summary>
    NotApplicable,

    /// <summary>It could not be measured; a headline score in this state makes the verdict Inconclusive.</summary>
    Undefined,
}
