using GradAlign.Analyzer.Inputs;
using GradAlign.Benchmarks.Models;
using IntroScore;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks;

/// <summary>A model with the batch that it is measured on.</summary>
/// <param name="Name">Name of the case.</param>
/// <param name="Factory">Makes the model.</param>
/// <param name="Samples">n.</param>
/// <param name="Classes">Length of the model's output.</param>
/// <param name="Inputs">Makes the inputs, [n × …].</param>
internal sealed record BenchCase(string Name, Func<Module<Tensor, Tensor>> Factory, int Samples, int Classes, Func<long, Tensor> Inputs)
{
    private const long Tokens = 64;

    /// <summary>Every case, in the order of the table in docs/performance.md.</summary>
    public static IReadOnlyList<BenchCase> All { get; } =
    [
        Cell("nb201-light", "|avg_pool_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|nor_conv_1x1~0|none~1|skip_connect~2|"),
        Cell("nb201-middle", "|avg_pool_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|nor_conv_1x1~0|none~1|avg_pool_3x3~2|"),
        Cell("nb201-heavy", "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_1x1~2|"),
        Images("resnet18-32", () => new ResNet18(), 32, 3, 32),
        Images("resnet18-64", () => new ResNet18(), 32, 3, 64),
        Images("mlp", ScoredModels.MlpShallow, 64, 1, 28),
        Images("vit", ScoredModels.VisionTransformer, 64, 1, 28),
        new("gpt", () => new Gpt(Tokens), 64, (int)Gpt.Vocabulary, n => randint(0, Gpt.Vocabulary, [n, Tokens], dtype: ScalarType.Int64)),
    ];

    /// <summary>The batch: noise, labels i mod C.</summary>
    public ScoringBatch Batch() => new(Inputs(Samples), arange(Samples, ScalarType.Int64).remainder(Classes));

    private static BenchCase Cell(string name, string architecture) => Images(name, () => new SearchNetwork(architecture), 64, 3, 32);

    private static BenchCase Images(string name, Func<Module<Tensor, Tensor>> factory, int samples, long channels, long side) =>
        new(name, factory, samples, 10, n => randn(n, channels, side, side));
}
