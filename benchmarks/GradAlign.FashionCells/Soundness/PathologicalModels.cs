using GradAlign.FashionCells.Soundness.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness;

/// <summary>Models with a fault that shows before any training; they were written down before any was scored.</summary>
internal static class PathologicalModels
{
    private static readonly long[] Deep = [32, 32, 0, 32, 32, 32, 32, 0, 64, 64, 64, 64, 64, 64];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StudiedModel> All { get; } =
    [
        // No normalisation at depth.
        Faulty("mlp 12, no norm", () => Stacks.Mlp(128, 12, () => ReLU())),
        Faulty("mlp 24, no norm", () => Stacks.Mlp(128, 24, () => ReLU())),
        Faulty("cnn 12, no norm", () => Stacks.Convolutions(Deep)),
        Faulty("transformer 12, no norm, no shortcut", () => TransformerNetwork.OfPatches(new(64, 12, 4) { IsNormalised = false, IsResidual = false })),

        // Saturating activations.
        Faulty("mlp 12, sigmoid", () => Stacks.Mlp(64, 12, () => Sigmoid())),
        Faulty("cnn 12, sigmoid", () => Stacks.Convolutions(Deep, activation: () => Sigmoid())),
        Faulty("mlp 10, tanh, weights N(0, 1)", () => Weights.Normal(Stacks.Mlp(128, 10, () => Tanh()), 1)),
        Faulty("mlp 6, softmax", () => Stacks.Mlp(128, 6, () => Softmax(1))),

        // Bad initialisations.
        Faulty("mlp 4, weights 0", () => Weights.Constant(Stacks.Mlp(128, 4, () => ReLU()), 0)),
        Faulty("mlp 4, weights 0.01", () => Weights.Constant(Stacks.Mlp(128, 4, () => ReLU()), 0.01)),
        Faulty("mlp 8, weights N(0, 0.01²)", () => Weights.Normal(Stacks.Mlp(128, 8, () => ReLU()), 0.01)),
        Faulty("cnn 4, biases -1", () => Weights.Normal(Stacks.Convolutions([32, 0, 32, 0, 64, 64]), 0.05, bias: -1)),

        // Constant features.
        Faulty("mlp 3 behind a unit", () => Sequential(Flatten(), Linear(784, 1), ReLU(), Linear(1, 128), ReLU(), Linear(128, 128), ReLU(), Linear(128, 10))),
        Faulty("cnn of the mean pixel", () => Sequential(new Function(x => x.mean([2, 3], keepdim: true).expand_as(x)), Stacks.Convolutions([32, 0, 32, 0, 64, 64], SoundModels.BatchNorm))),
        Faulty("mlp 3, inputs over 1,000", () => Sequential(new Function(x => (x / 1000) + 1), Stacks.Mlp(128, 3, () => ReLU()))),

        // Exploding.
        Faulty("mlp 10, weights N(0, 1)", () => Weights.Normal(Stacks.Mlp(128, 10, () => ReLU()), 1)),
        Faulty("residual mlp 24, no norm, ×3", () => Sequential(Flatten(), Linear(784, 128), Sequential(Enumerable.Range(0, 24).Select(_ => (Module<Tensor, Tensor>)new Residual(Weights.Kaiming(Sequential(Linear(128, 128), ReLU())), 3))), Linear(128, 10))),

        // Dead branches.
        Faulty("cnn 4, dead branch", () => new Gated(Stacks.Convolutions([32, 0, 32, 0, 64, 64], SoundModels.BatchNorm), Stacks.Convolutions([32, 0, 32, 0, 64, 64], SoundModels.BatchNorm), 0)),
        Faulty("mlp 3, dead branch of 6", () => new Gated(Stacks.Mlp(128, 3, () => ReLU()), Stacks.Mlp(128, 6, () => ReLU()), 0)),
        Faulty("mlp 4, biases -5", () => Weights.Normal(Stacks.Mlp(128, 4, () => ReLU()), 0.05, bias: -5)),
    ];

    private static StudiedModel Faulty(string name, Func<Module<Tensor, Tensor>> create) => new(name, IsSound: false, create);
}
