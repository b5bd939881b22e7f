using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Tables;

/// <summary>An autoencoder that draws its code, and returns what its loss needs.</summary>
internal sealed class Variational : Module<Tensor, (Tensor reconstruction, Tensor mean, Tensor logVariance)>
{
    private readonly Linear encode;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly Sequential decode;

    public Variational(int inputs, int code) : base(nameof(Variational))
    {
        encode = Linear(inputs, 24);
        mean = Linear(24, code);
        logVariance = Linear(24, code);
        decode = Sequential(Linear(code, 24), ReLU(), Linear(24, inputs));
        RegisterComponents();
    }

    public override (Tensor reconstruction, Tensor mean, Tensor logVariance) forward(Tensor x)
    {
        var hidden = functional.relu(encode.forward(x));
        var (mu, log) = (mean.forward(hidden), logVariance.forward(hidden));
        var drawn = mu + randn_like(mu) * (0.5 * log).exp();
        return (decode.forward(drawn), mu, log);
    }
}
