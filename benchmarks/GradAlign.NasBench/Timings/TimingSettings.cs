using GradAlign.NasBench.Spaces;

namespace GradAlign.NasBench.Timings;

/// <summary>What is timed, and how.</summary>
internal sealed record TimingSettings
{
    /// <summary>The search space.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>What its skeleton leaves open.</summary>
    public required NetworkOptions Network { get; init; }

    /// <summary>File with the cells.</summary>
    public required string Cells { get; init; }

    /// <summary>Number of cells, drawn at random by the seed.</summary>
    public required int Sample { get; init; }

    /// <summary>Seed of the sample, the weights and the noise.</summary>
    public required long Seed { get; init; }

    /// <summary>Samples in the batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Rounds, of which the median counts.</summary>
    public required int Rounds { get; init; }

    /// <summary>Height and width of the images.</summary>
    public int ImageSize { get; init; } = 32;

    /// <summary>The CSV file, a row a cell and score; cells that are in it whole are not timed again.</summary>
    public required string Output { get; init; }
}
