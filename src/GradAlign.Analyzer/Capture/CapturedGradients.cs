using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Capture;

/// <summary>What came of taking the per-sample gradients of one batch.</summary>
internal sealed record CapturedGradients
{
    /// <summary>One Gram matrix a parameter that received a gradient; empty where <see cref="Undefined"/>.</summary>
    public IReadOnlyDictionary<ModelParameter, GramMatrix> Grams { get; init; } = new Dictionary<ModelParameter, GramMatrix>();

    /// <summary>Why there are no gradients; null where there are.</summary>
    public string? Undefined { get; init; }

    /// <summary>Why the per-sample loop took over; null where the batched engine's gradients stand.</summary>
    public string? LoopReason { get; init; }

    /// <summary>What went through the loop while the rest was batched; null where nothing did.</summary>
    public PartialLoop? PartialLoop { get; init; }

    /// <summary>Names of the batch-norm modules that were frozen because each sample has one position there.</summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>The loss of each sample; empty where <see cref="Undefined"/>.</summary>
    public IReadOnlyList<double> Losses { get; init; } = [];

    public static CapturedGradients NotMeasurable(string reason) => new() { Undefined = reason };
}
