using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>Initialisations other than TorchSharp's default one.</summary>
internal static class Weights
{
    /// <summary>Kaiming: normal, variance 2 / fan-in; biases 0.</summary>
    public static Module<Tensor, Tensor> Kaiming(Module<Tensor, Tensor> model) => Set(model, w => init.kaiming_normal_(w, 0, init.FanInOut.FanIn, init.NonlinearityType.ReLU));

    /// <summary>LeCun: normal, variance 1 / fan-in; biases 0.</summary>
    public static Module<Tensor, Tensor> LeCun(Module<Tensor, Tensor> model) => Set(model, w => init.normal_(w, 0, 1 / Math.Sqrt(w.numel() / (double)w.shape[0])));

    /// <summary>Xavier: uniform, variance 2 / (fan-in + fan-out); biases 0.</summary>
    public static Module<Tensor, Tensor> Xavier(Module<Tensor, Tensor> model) => Set(model, w => init.xavier_uniform_(w));

    /// <summary>Normal of one deviation; biases of one value.</summary>
    public static Module<Tensor, Tensor> Normal(Module<Tensor, Tensor> model, double deviation, double bias = 0) => Set(model, w => init.normal_(w, 0, deviation), bias);

    /// <summary>All the same.</summary>
    public static Module<Tensor, Tensor> Constant(Module<Tensor, Tensor> model, double value) => Set(model, w => init.constant_(w, value));

    private static Module<Tensor, Tensor> Set(Module<Tensor, Tensor> model, Action<Tensor> weight, double bias = 0)
    {
        using var gradients = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (parameter.dim() > 1) weight(parameter);
            else if (name.EndsWith("bias", StringComparison.Ordinal)) init.constant_(parameter, bias);
        }

        return model;
    }
}
