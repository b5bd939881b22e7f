using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.TestGate;

/// <summary>A small CNN, and what can be changed in it.</summary>
internal sealed record Variant
{
    public string Activation { get; init; } = "relu";

    public bool IsNormalised { get; init; } = true;

    public long Width { get; init; } = 16;

    public long LastWidth { get; init; } = 32;

    public int Depth { get; init; } = 3;

    public long Kernel { get; init; } = 3;

    public long Stride { get; init; } = 2;

    public double InitialScale { get; init; } = 1;

    public Module<Tensor, Tensor> Create()
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        var inputs = 1L;
        for (var i = 0; i < Depth; i++)
        {
            var outputs = i == Depth - 1 ? LastWidth : Width;
            layers.Add(($"conv{i}", Conv2d(inputs, outputs, Kernel, stride: i == 0 ? 2 : i == 1 ? Stride : 1, padding: Kernel / 2)));
            if (IsNormalised) layers.Add(($"norm{i}", BatchNorm2d(outputs)));
            layers.Add(($"act{i}", Activation switch { "gelu" => GELU(), "tanh" => Tanh(), "sigmoid" => Sigmoid(), _ => ReLU() }));
            inputs = outputs;
        }

        layers.Add(("pool", AdaptiveAvgPool2d(1)));
        layers.Add(("flat", Flatten()));
        layers.Add(("out", Linear(inputs, 10)));
        var model = Sequential(layers);
        using (no_grad())
        {
            foreach (var parameter in model.parameters().Where(p => p.dim() > 1)) parameter.mul_(InitialScale);
        }

        return model;
    }
}
