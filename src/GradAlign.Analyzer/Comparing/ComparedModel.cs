using GradAlign.Analyzer.Snapshots;

namespace GradAlign.Analyzer.Comparing;

/// <summary>A model of one side.</summary>
/// <param name="Key">What the two sides are matched by: the model's name, or the name of its snapshot's file.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Snapshot">Its scores; null where there are none.</param>
public sealed record ComparedModel(string Key, string Name, ScoreSnapshot? Snapshot)
{
    /// <summary>Why its scores cannot be used; null where they can.</summary>
    public string? Problem { get; init; }

    /// <summary>The loss; null where it is not known, as in a snapshot.</summary>
    public string? Loss { get; init; }

    /// <summary>The engine, such as <c>batched</c>; null where it is not known.</summary>
    public string? Engine { get; init; }
}
