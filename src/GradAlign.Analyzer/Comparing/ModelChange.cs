using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>One model on both sides.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why, in a phrase; empty where nothing changed.</param>
public sealed record ModelChange(string Name, ModelStatus Status, string Reason)
{
    /// <summary>The model at the base; null where it is new.</summary>
    public ComparedModel? Base { get; init; }

    /// <summary>The model at the head; null where it is gone.</summary>
    public ComparedModel? Head { get; init; }

    /// <summary>Conflict, collapse and dead layers: what decides. Empty where the two were not compared.</summary>
    public IReadOnlyList<ScoreChange> Deciding { get; init; } = [];

    /// <summary>What else moved beyond its numerical tolerance; it decides nothing.</summary>
    public IReadOnlyList<ScoreChange> Others { get; init; } = [];

    /// <summary>What else is different and may explain a change: size, versions, device, engine.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the change comes to; null for one that is nothing to speak of.</summary>
    public Finding? Finding { get; init; }
}
