using GradAlign.FashionCells.Soundness.Networks;
using GradAlign.NasBench.Plans;
using GradAlign.NasBench.Spaces;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness;

/// <summary>Models as people build them; they were written down before any was scored.</summary>
internal static class SoundModels
{
    private const string Cell201 = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";
    private static readonly long[] Vgg11 = [32, 0, 64, 0, 128, 128, 0, 256, 256, 256, 256];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StudiedModel> All { get; } =
    [
        Sound("resnet-18", () => Residual("""{"ds":[2,2,2,2],"ws":[64,128,256,512],"ss":[2,2,2,2]}""", 64)) with { IsTrained = false },
        Sound("resnet-50", () => Residual("""{"ds":[3,4,6,3],"ws":[256,512,1024,2048],"ss":[2,2,2,2],"bot_muls":[0.25,0.25,0.25,0.25]}""", 64)) with { IsTrained = false },
        Sound("resnet-20", () => Residual("""{"ds":[3,3,3],"ws":[16,32,64],"ss":[2,2,2]}""", 16)),
        Sound("resnext-29", () => Residual("""{"ds":[3,3,3],"ws":[128,256,512],"ss":[2,2,2],"bot_muls":[0.5,0.5,0.5],"num_gs":[8,8,8]}""", 32)) with { IsTrained = false },
        Sound("nas-bench-201 cell", () => NasBench201.Cell(Cell201).Network(new() { InputChannels = 1, Width = 16, Depth = 2, StemStride = 2, Stages = 2 }).Build()),
        Sound("mobilenet", MobileNet),
        Sound("vgg-11, no norm, kaiming", () => Weights.Kaiming(Stacks.Convolutions(Vgg11))) with { IsTrained = false },
        Sound("vgg-11, batch norm", () => Stacks.Convolutions(Vgg11, BatchNorm)) with { IsTrained = false },
        Sound("lenet-5", Stacks.LeNet),
        Sound("cnn 4, batch norm", () => Stacks.Convolutions([32, 0, 32, 0, 64, 64], BatchNorm)),
        Sound("cnn 4, group norm", () => Stacks.Convolutions([32, 0, 32, 0, 64, 64], Stacks.GroupNorm)),
        Sound("cnn 4, no norm, kaiming", () => Weights.Kaiming(Stacks.Convolutions([32, 0, 32, 0, 64, 64]))),
        Sound("mlp 3, relu", () => Stacks.Mlp(128, 3, () => ReLU())),
        Sound("mlp 6, BatchNorm1d", () => Stacks.Mlp(128, 6, () => ReLU(), w => BatchNorm1d(w))),
        Sound("mlp 10, LayerNorm", () => Stacks.Mlp(128, 10, () => ReLU(), w => LayerNorm(w))),
        Sound("mlp 8, kaiming", () => Weights.Kaiming(Stacks.Mlp(128, 8, () => ReLU()))),
        Sound("mlp 4, tanh, xavier", () => Weights.Xavier(Stacks.Mlp(128, 4, () => Tanh()))),
        Sound("mlp 8, selu, lecun", () => Weights.LeCun(Stacks.Mlp(128, 8, () => SELU()))),
        Sound("mlp 2, sigmoid", () => Stacks.Mlp(128, 2, () => Sigmoid())),
        Sound("vit, 12 blocks", () => TransformerNetwork.OfPatches(new(64, 12, 4))),
        Sound("lstm over rows", () => new Recurrent(64)),
        Sound("gru over rows", () => new Recurrent(64, isGru: true)),
        Sound("lstm over tokens", () => new Recurrent(64, vocabulary: 500, classes: 4)) with { InputShape = [32], Vocabulary = 500, Classes = 4 },
        Sound("text transformer, 4 blocks", () => TransformerNetwork.OfTokens(new(64, 4, 4), 500, 32, 4)) with { InputShape = [32], Vocabulary = 500, Classes = 4 },
        Sound("language model, 6 blocks", () => TransformerNetwork.OfLanguage(new(64, 6, 4), 500, 32)) with { InputShape = [32], Vocabulary = 500, Classes = 0 },
        Sound("u-net, segmentation", () => new UNet(16, 3)) with { Classes = 3, Targets = batch => (batch.Inputs.squeeze(1) > 0).to(ScalarType.Int64) + (batch.Inputs.squeeze(1) > 1).to(ScalarType.Int64) },
        Sound("mlp 3, regression", () => Stacks.Mlp(128, 3, () => ReLU(), outputs: 1)) with { Classes = 0, Loss = new SquaredError(), Targets = batch => (batch.Targets.to(ScalarType.Float32) - 4.5) / 2.87 },
        Sound("auto-encoder", Stacks.AutoEncoder) with { Classes = 0, Loss = new SquaredError(), Targets = batch => batch.Inputs.flatten(1) },
    ];

    /// <summary>Batch norm of images.</summary>
    public static Module<Tensor, Tensor> BatchNorm(long channels) => BatchNorm2d(channels);

    private static StudiedModel Sound(string name, Func<Module<Tensor, Tensor>> create) => new(name, IsSound: true, create);

    private static Module<Tensor, Tensor> Residual(string stages, long stem) => ResidualNetwork.Cell(stages).Network(new() { InputChannels = 1, Width = stem }).Build();

    private static Module<Tensor, Tensor> MobileNet()
    {
        var (parts, channels) = (new List<Plan> { Blocks.ConvNormRelu(1, 16, 3, 2) }, 16L);
        foreach (var (outputs, stride) in new[] { (32L, 1L), (64, 2), (64, 1), (128, 2), (128, 1), (128, 1), (256, 2), (256, 1) })
        {
            parts.Add(Blocks.ConvNormRelu(channels, channels, 3, stride, groups: channels));
            parts.Add(Blocks.ConvNormRelu(channels, outputs, 1));
            channels = outputs;
        }

        return SequencePlan.Of([.. parts, Blocks.Classifier(channels, 10)]).Build();
    }
}
