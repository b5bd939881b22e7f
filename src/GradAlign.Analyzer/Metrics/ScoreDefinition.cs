namespace GradAlign.Analyzer.Metrics;

/// <summary>Which direction of a score is better.</summary>
public enum Better
{
    /// <summary>A smaller value is better.</summary>
    Lower,

    /// <summary>A larger value is better.</summary>
    Higher,

    /// <summary>Neither: it describes.</summary>
    Neither,
}

/// <summary>What a score is.</summary>
/// <param name="Key">Stable key in reports.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Range">Range, as mathematics writes it.</param>
/// <param name="Better">Which direction is better.</param>
/// <param name="Meaning">What it says, in a sentence.</param>
public sealed record ScoreDefinition(string Key, string Title, string Range, Better Better, string Meaning);
