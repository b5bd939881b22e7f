using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>Dilated causal convolutions with gates over a sequence, residual and skip paths, layers in two Lists that are registered by hand.</summary>
internal sealed class ConvolutionsOverTime : Module<Tensor, Tensor>
{
    private const int Width = 8;

    private readonly Embedding embedding;
    private readonly List<Conv1d> dilated = [];
    private readonly List<Conv1d> mixing = [];
    private readonly Linear head;

    public ConvolutionsOverTime(int vocabulary, int classes) : base(nameof(ConvolutionsOverTime))
    {
        embedding = Embedding(vocabulary, Width);
        head = Linear(Width, classes);
        for (var i = 0; i < 3; i++)
        {
            dilated.Add(Conv1d(Width, 2 * Width, kernel_size: 2, dilation: 1 << i));
            mixing.Add(Conv1d(Width, Width, kernel_size: 1));
            register_module($"dilated{i}", dilated[i]);
            register_module($"mixing{i}", mixing[i]);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = embedding.forward(tokens).permute(0, 2, 1);
        var skips = zeros_like(x);
        for (var i = 0; i < dilated.Count; i++)
        {
            var gates = dilated[i].forward(functional.pad(x, [1 << i, 0])).chunk(2, dim: 1);
            var y = mixing[i].forward(gates[0].tanh() * gates[1].sigmoid());
            skips = skips + y;
            x = x + y;
        }

        return head.forward(functional.relu(skips).mean([2]));
    }
}
