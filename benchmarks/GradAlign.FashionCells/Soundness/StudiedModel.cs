using GradAlign.Analyzer.Inputs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness;

/// <summary>A model of the limits study.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="IsSound">Whether it is held to be sound; else it has a fault.</param>
/// <param name="Create">Makes it.</param>
internal sealed record StudiedModel(string Name, bool IsSound, Func<Module<Tensor, Tensor>> Create)
{
    /// <summary>Shape of an input; images of Fashion-MNIST by default.</summary>
    public IReadOnlyList<long> InputShape { get; init; } = [1, 28, 28];

    /// <summary>Classes; 0 where the target is the next token or a number.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Tokens of the inputs; 0: numbers. Such a model is scored on noise only.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Loss of its own; null: cross-entropy.</summary>
    public ISampleLoss? Loss { get; init; }

    /// <summary>Targets of its own, from a batch of images; null: their labels.</summary>
    public Func<ScoringBatch, Tensor>? Targets { get; init; }

    /// <summary>Whether a short training of it can be afforded and means something.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>Whether a training tells anything: a classifier of images.</summary>
    public bool IsClassifier => Vocabulary == 0 && Loss is null && Targets is null;
}
