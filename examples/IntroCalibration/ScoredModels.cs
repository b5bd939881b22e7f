using GradAlign;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCalibration;

/// <summary>Models to ask fashion-mnist-small about: two like those that it was made of, and one that it knows nothing of.</summary>
public static class ScoredModels
{
    /// <summary>Residual, normalised, with ReLU: as good as such small networks become.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> Normalised() => new SmallNetwork(16, x => functional.relu(x), normalised: true);

    /// <summary>The same with tanh and no normalisation: less is expected of it.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> Plain() => new SmallNetwork(16, x => functional.tanh(x), normalised: false);

    /// <summary>Fifteen times as large: outside the calibration's domain, so that no number of it means anything.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> Large() => new SmallNetwork(64, x => functional.relu(x), normalised: true);
}
