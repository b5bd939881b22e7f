using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Frozen layers with trained adapters in ModuleDicts, as language models are fine-tuned.</summary>
internal sealed class LowRankAdapters : Module<Tensor, Tensor>
{
    private readonly Adapted first;
    private readonly Adapted second = new(24, 24);
    private readonly Linear head;

    public LowRankAdapters(int inputs, int classes) : base(nameof(LowRankAdapters))
    {
        first = new Adapted(inputs, 24);
        head = Linear(24, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.forward(functional.gelu(second.forward(functional.gelu(first.forward(x)))));

    private sealed class Adapted : Module<Tensor, Tensor>
    {
        private const double Strength = 0.5;

        private readonly Linear frozen;
        private readonly ModuleDict<Linear> downs = new();
        private readonly ModuleDict<Linear> ups = new();

        public Adapted(int inputs, int outputs) : base(nameof(Adapted))
        {
            frozen = Linear(inputs, outputs);
            frozen.weight.requires_grad = false;
            frozen.bias!.requires_grad = false;
            downs.Add("default", Linear(inputs, 4, hasBias: false));
            ups.Add("default", Linear(4, outputs, hasBias: false));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var result = frozen.forward(x);
            foreach (var (name, down) in downs) result = result + ups[name].forward(down.forward(x)) * Strength;
            return result;
        }
    }
}
