using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Attention in einsum from raw projections to the output, with a learned bias for each distance.</summary>
internal sealed class RelativeAttention : Module<Tensor, Tensor>
{
    private const int Heads = 2;

    private readonly Parameter queries;
    private readonly Parameter keys;
    private readonly Parameter values;
    private readonly Parameter distances;
    private readonly Tensor offsets;
    private readonly Linear head;

    public RelativeAttention(int length, int width, int classes) : base(nameof(RelativeAttention))
    {
        queries = Projection(width);
        keys = Projection(width);
        values = Projection(width);
        distances = Parameter(0.1 * randn(Heads, 2 * length - 1));
        var positions = arange(length);
        offsets = (positions.unsqueeze(1) - positions.unsqueeze(0)).flatten() + (length - 1);
        head = Linear(width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var q = einsum("bid,hde->bhie", x, queries);
        var k = einsum("bjd,hde->bhje", x, keys);
        var v = einsum("bjd,hde->bhje", x, values);
        var scores = einsum("bhie,bhje->bhij", q, k) / Math.Sqrt(q.shape[3]) + distances.index_select(1, offsets).view(1, Heads, x.shape[1], x.shape[1]);
        var mixed = einsum("bhij,bhje->bihe", scores.softmax(-1), v).flatten(2);
        return head.forward((x + mixed).mean([1]));
    }

    private static Parameter Projection(int width) => Parameter(randn(Heads, width, width / Heads) / Math.Sqrt(width));
}
