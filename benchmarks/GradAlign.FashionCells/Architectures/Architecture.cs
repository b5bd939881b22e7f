using GradAlign.NasBench.Plans;
using GradAlign.NasBench.Spaces;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Architectures;

/// <summary>
/// A network of the space: a cell of NAS-Bench-201 in a skeleton of two stages behind a convolution of stride 2, 14×14 and 7×7
/// positions, with the activation and the normalisation exchanged.
/// </summary>
/// <param name="Cell">Arch string of NAS-Bench-201.</param>
/// <param name="Width">Channels of the first stage; the second has twice as many.</param>
/// <param name="Depth">Cells a stage.</param>
/// <param name="Activation">One of <see cref="Activations"/>.</param>
/// <param name="Normalisation">One of <see cref="Normalisations"/>.</param>
internal sealed record Architecture(string Cell, long Width, int Depth, string Activation, string Normalisation)
{
    private const int Stages = 2;

    /// <summary>Activations.</summary>
    public static IReadOnlyList<string> Activations { get; } = ["relu", "silu", "tanh", "sigmoid"];

    /// <summary>Normalisations; <c>group</c> is of one group.</summary>
    public static IReadOnlyList<string> Normalisations { get; } = ["batch", "group", "none"];

    /// <summary>The identity in both tables.</summary>
    public string Id => $"w{Width} d{Depth} {Activation} {Normalisation} {Cell}";

    /// <summary>Its network, for grey images of 28×28 and ten classes.</summary>
    public Plan Network() => PlanReplacement.Leaves(
        NasBench201.Cell(Cell).Network(new() { InputChannels = 1, Width = Width, Depth = Depth, Stages = Stages, StemStride = 2 }), Replace);

    private Plan Replace(Plan leaf) => leaf switch
    {
        BatchNormPlan norm when Normalisation == "group" => new GroupNormPlan(norm.Channels),
        BatchNormPlan when Normalisation == "none" => FunctionPlan.Skip,
        FunctionPlan { Name: "relu" } => Activation switch
        {
            "silu" => new FunctionPlan("silu", () => SiLU()),
            "tanh" => new FunctionPlan("tanh", () => Tanh()),
            "sigmoid" => new FunctionPlan("sigmoid", () => Sigmoid()),
            _ => leaf,
        },
        _ => leaf,
    };
}
