using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Encoder and decoder as two Sequentials; layers that another method runs.</summary>
internal sealed class AutoEncoder : Module<Tensor, Tensor>
{
    private readonly Sequential encoder;
    private readonly Sequential decoder;

    public AutoEncoder(int code) : base(nameof(AutoEncoder))
    {
        encoder = Sequential(
            Conv2d(1, 6, kernel_size: 3, stride: 2, padding: 1), LeakyReLU(0.2, inplace: true),
            Conv2d(6, 12, kernel_size: 3, stride: 2, padding: 1), LeakyReLU(0.2, inplace: true),
            Flatten(), Linear(12 * 4 * 4, code));
        decoder = Sequential(
            Linear(code, 12 * 4 * 4), Unflatten(1, [12, 4, 4]),
            ConvTranspose2d(12, 6, kernel_size: 2, stride: 2), ELU(inplace: true),
            ConvTranspose2d(6, 1, kernel_size: 2, stride: 2), Tanh());
        RegisterComponents();
    }

    public Tensor Encode(Tensor x) => encoder.forward(x);

    public Tensor Decode(Tensor z) => decoder.forward(z);

    public override Tensor forward(Tensor x) => Decode(Encode(x));
}
