namespace GradAlign.NasBench.Perturbations;

/// <summary>What is perturbed, and what is measured.</summary>
internal sealed record PerturbationSettings
{
    /// <summary>Seed of everything.</summary>
    public long Seed { get; init; }

    /// <summary>Trials: initialisations of the network, each with one parameter drawn at random.</summary>
    public int Trials { get; init; } = 40;

    /// <summary>Values of the parameter, its own in the middle.</summary>
    public int Points { get; init; } = 101;

    /// <summary>Farthest value from its own, over the root mean square of the parameter's tensor.</summary>
    public double Range { get; init; } = 0.5;

    /// <summary>Samples in the batch of the scores, n.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Inputs over which linear regions are counted.</summary>
    public int RegionInputs { get; init; } = 3000;

    /// <summary>Initialisations, and networks of other shapes, that the spread of a score is taken over.</summary>
    public int Spread { get; init; } = 100;

    /// <summary>The network.</summary>
    public NetworkShape Shape { get; init; } = new(3, 16);

    /// <summary>CSV file, a row a trial and value.</summary>
    public required string Output { get; init; }

    /// <summary>CSV file, a row a score.</summary>
    public required string Summary { get; init; }
}
