using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>A network of a base class whose <c>forward</c> is sealed, with layers in an inherited array.</summary>
internal sealed class InheritedBase : BaseNet
{
    private readonly Linear head;

    public InheritedBase(int inputs, int classes) : base(nameof(InheritedBase), inputs)
    {
        head = nn.Linear(24, classes);
        foreach (var (layer, index) in Trunk.Select((layer, index) => (layer, index))) register_module($"trunk{index}", layer);
        RegisterComponents();
    }

    protected override Tensor Finish(Tensor x) => head.forward(x);
}
