using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Branches in a Dictionary that are registered under their keys, and activations in a dictionary of functions.</summary>
internal sealed class NamedBranches : Module<Tensor, Tensor>
{
    private readonly Dictionary<string, Module<Tensor, Tensor>> branches = new();
    private readonly Dictionary<string, Func<Tensor, Tensor>> activations = new() { ["smooth"] = functional.gelu, ["sharp"] = x => x.relu() };
    private readonly Linear head;

    public NamedBranches(int inputs, int classes) : base(nameof(NamedBranches))
    {
        branches["smooth"] = Linear(inputs, 16);
        branches["sharp"] = Linear(inputs, 16);
        foreach (var (name, branch) in branches) register_module(name, branch);
        head = Linear(32, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>
        head.forward(cat([.. branches.Select(branch => activations[branch.Key](branch.Value.forward(x)))], dim: 1));
}
