namespace GradAlign.Analyzer.Explanations;

/// <summary>What an ordinary forward and backward pass of the batch showed, in training mode with dropout off.</summary>
public sealed record GradientFlow
{
    /// <summary>Every layer, in order of registration.</summary>
    public required IReadOnlyList<LayerFlow> Layers { get; init; }

    /// <summary>Activation modules whose derivative is known, in order of execution; functional activations are not seen.</summary>
    public required IReadOnlyList<ActivationFlow> Activations { get; init; }

    /// <summary>Number of normalisation modules that ran; functional normalisation is not seen.</summary>
    public required int Normalisations { get; init; }

    /// <summary>The first module whose output holds a NaN or an infinite number; null where there is none.</summary>
    public string? FirstNonFinite { get; init; }
}
