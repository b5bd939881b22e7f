using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore.Models;

/// <summary>Fully connected layers of one width, with or without layer normalisation before each activation.</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = [];
    private readonly ModuleList<LayerNorm> norms = [];
    private readonly Linear output;
    private readonly Func<Tensor, Tensor> activation;

    /// <param name="width">Units of each hidden layer.</param>
    /// <param name="further">Hidden layers after the first.</param>
    /// <param name="activation">Applied after each hidden layer, not in place.</param>
    /// <param name="normalised">Whether a LayerNorm stands before each activation.</param>
    internal Mlp(long width, int further, Func<Tensor, Tensor> activation, bool normalised) : base(nameof(Mlp))
    {
        this.activation = activation;
        for (int layer = 0; layer <= further; layer++)
        {
            layers.Add(Linear(layer == 0 ? 28 * 28 : width, width));
            if (normalised)
                norms.Add(LayerNorm(width));
        }

        output = Linear(width, 10, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x.flatten(1);
        for (int layer = 0; layer < layers.Count; layer++)
        {
            x = layers[layer].call(x);
            if (norms.Count > 0)
                x = norms[layer].call(x);
            x = activation(x);
        }

        return output.call(x);
    }
}
