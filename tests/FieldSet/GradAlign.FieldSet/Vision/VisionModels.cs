using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Networks over images, small enough for a test.</summary>
public static class VisionModels
{
    [ScoredModel(1, 20, 20, Classes = 10)]
    public static Module<Tensor, Tensor> DigitNet() => new DigitNet(classes: 10);

    [ScoredModel(3, 32, 32, Classes = 10)]
    public static Module<Tensor, Tensor> AlexNet() => new AlexNet(classes: 10);

    [ScoredModel(3, 16, 16, Classes = 5)]
    public static Module<Tensor, Tensor> Vgg() => new Vgg([8, 8, -1, 16, 16, -1], classes: 5);

    [ScoredModel(3, 16, 16, Classes = 10)]
    public static Module<Tensor, Tensor> ResNet() => new ResNet([1, 2], width: 8, classes: 10);

    [ScoredModel(1, 16, 16, Classes = 2, Data = typeof(Discs))]
    public static Module<Tensor, Tensor> UNet() => new UNet(channels: 1, classes: 2, width: 6);

    [ScoredModel(3, 16, 16, Classes = 10)]
    public static Module<Tensor, Tensor> MobileNet() => new MobileNet(classes: 10);

    [ScoredModel(3, 12, 12, Classes = 6)]
    public static Module<Tensor, Tensor> WeightStandardised() => new WeightStandardisedNet(classes: 6);

    [ScoredModel(3, 16, 16, Classes = 5)]
    public static Module<Tensor, Tensor> MixSegmentation() => new MixNet(classes: 5);

    [ScoredModel(3, 16, 16, Classes = 7)]
    public static Module<Tensor, Tensor> Detector() => new SplitStages(classes: 7);

    [ScoredModel(3, 8, 8, Loss = typeof(SquaredError), Data = typeof(Enlarging))]
    public static Module<Tensor, Tensor> SuperResolution() => new SuperResolution(factor: 2);

    [ScoredModel(1, 16, 16, Loss = typeof(SquaredError), Data = typeof(Restoring))]
    public static Module<Tensor, Tensor> AutoEncoder() => new AutoEncoder(code: 8);

    [ScoredModel(3, 16, 16, Classes = 10)]
    public static Module<Tensor, Tensor> VisionTransformer() => new VisionTransformer(size: 16, patch: 4, classes: 10);
}
