using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Layers by name, each with the shape of its input; every one is tried with and without bias, in both precisions.</summary>
/// <param name="builders">Shape of an input, and the layer with or without bias.</param>
internal sealed class LayerCases(IReadOnlyDictionary<string, (long[] Shape, Func<bool, Module<Tensor, Tensor>> Build)> builders)
{
    private const int Classes = 3;

    /// <summary>Name, bias, type of number.</summary>
    public TheoryData<string, bool, ScalarType> Data()
    {
        var data = new TheoryData<string, bool, ScalarType>();
        foreach (var layer in builders.Keys)
        {
            foreach (var bias in new[] { true, false })
            {
                data.Add(layer, bias, ScalarType.Float64);
                data.Add(layer, bias, ScalarType.Float32);
            }
        }

        return data;
    }

    /// <summary>Asserts that the rule of a layer is equal to the loop.</summary>
    /// <param name="layer">Its name.</param>
    /// <param name="bias">With bias or affine parameters.</param>
    /// <param name="dtype">Type of number.</param>
    /// <param name="isFirst">Whether the layer is the model's first, so that nobody asks for the gradient of its input.</param>
    public void AssertExact(string layer, bool bias, ScalarType dtype, bool isFirst = false)
    {
        manual_seed(1);
        var (shape, build) = builders[layer];
        using var model = Classifier(build(bias), shape, Classes, isFirst).to(dtype);
        using var batch = EngineComparison.Batch(5, shape, Classes, dtype);
        EngineComparison.AssertExact(model, batch);
    }

    /// <summary>A linear layer before, so that the layer has a random input with a graph; one behind, so that its gradient is no constant.</summary>
    public static Module<Tensor, Tensor> Classifier(Module<Tensor, Tensor> layer, long[] shape, int classes, bool isFirst = false)
    {
        var scale = Linear(shape[^1], shape[^1]);
        using var probe = layer.call(scale.call(zeros([2, .. shape])));
        foreach (var (_, parameter) in layer.named_parameters())
        {
            // Away from ones and zeros, which hide mistakes; TorchSharp leaves those of GroupNorm as it finds the memory.
            if (parameter.dim() == 1 && layer is not TorchSharp.Modules.PReLU) init.uniform_(parameter, -1, 1);
        }

        var (tanh, flatten, head) = (Tanh(), Flatten(), Linear(probe.numel() / 2, classes));
        if (isFirst) return Sequential(("layer", layer), ("tanh", tanh), ("flatten", flatten), ("head", head));
        return Sequential(("before", scale), ("layer", layer), ("tanh", tanh), ("flatten", flatten), ("head", head));
    }
}
