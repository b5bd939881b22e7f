using GradAlign.Analyzer;
using GradAlign.NasBench.Plans;
using GradAlign.NasBench.Spaces;

namespace GradAlign.NasBench.Studies;

/// <summary>What a study scores, and how.</summary>
internal sealed record StudySettings
{
    /// <summary>The search space.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>What its skeleton leaves open.</summary>
    public required NetworkOptions Network { get; init; }

    /// <summary>File with the cells.</summary>
    public required string Cells { get; init; }

    /// <summary>Number of cells, drawn at random by the seed; null: all, in the order of the file.</summary>
    public int? Sample { get; init; }

    /// <summary>Seeds, batch size, batch norm, data and scores. The seed also draws the sample.</summary>
    public required ScoringOptions Options { get; init; }

    /// <summary>How the weights begin.</summary>
    public Initialisation Initialisation { get; init; }

    /// <summary>Height and width of the images.</summary>
    public int ImageSize { get; init; } = 32;

    /// <summary>The CSV file of the scores; what is in it already is not measured again.</summary>
    public required string Output { get; init; }
}
