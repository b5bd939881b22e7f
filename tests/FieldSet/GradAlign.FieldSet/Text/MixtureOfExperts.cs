using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>Each token goes to its two best experts: which rows an expert sees depends on the data.</summary>
internal sealed class MixtureOfExperts : Module<Tensor, Tensor>
{
    private const int Width = 12;

    private readonly Embedding embedding;
    private readonly Linear gate;
    private readonly ModuleList<Module<Tensor, Tensor>> experts = new();
    private readonly LayerNorm norm = LayerNorm(Width);
    private readonly Linear head;

    public MixtureOfExperts(int vocabulary, int experts) : base(nameof(MixtureOfExperts))
    {
        embedding = Embedding(vocabulary, Width);
        gate = Linear(Width, experts, hasBias: false);
        for (var i = 0; i < experts; i++) this.experts.Add(Sequential(Linear(Width, 24), SiLU(), Linear(24, Width)));
        head = Linear(Width, vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = embedding.forward(tokens);
        x = x + Route(norm.forward(x).reshape(-1, Width)).reshape(x.shape);
        return head.forward(x);
    }

    private Tensor Route(Tensor rows)
    {
        var (weights, chosen) = functional.softmax(gate.forward(rows), dim: -1).topk(2, dim: -1);
        weights = weights / weights.sum(-1, keepdim: true);
        var result = zeros_like(rows);
        for (var i = 0; i < experts.Count; i++)
        {
            var where = chosen.eq(i).nonzero();
            if (where.shape[0] == 0) continue;
            var (row, rank) = (where.select(1, 0), where.select(1, 1));
            var answer = experts[i].forward(rows.index_select(0, row)) * weights[row, rank].unsqueeze(-1);
            result = result.index_add(0, row, answer, 1);
        }

        return result;
    }
}
