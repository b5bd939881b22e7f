using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Functions of TorchScript within <c>forward</c>: an activation, and a norm that takes a raw parameter.</summary>
internal sealed class Scripted : Module<Tensor, Tensor>
{
    private static readonly jit.CompilationUnit Functions = jit.compile(
        """
        def squared_relu(x: Tensor) -> Tensor:
            return torch.relu(x) * torch.relu(x)

        def scaled_norm(x: Tensor, scale: Tensor) -> Tensor:
            return x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-6) * scale

        """);

    private readonly Linear fc1;
    private readonly Parameter scale = Parameter(ones(24));
    private readonly Linear fc2 = Linear(24, 24);
    private readonly Linear fc3;

    public Scripted(int inputs, int classes) : base(nameof(Scripted))
    {
        fc1 = Linear(inputs, 24);
        fc3 = Linear(24, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = Functions.invoke<Tensor>("squared_relu", fc1.forward(x))!;
        x = Functions.invoke<Tensor>("scaled_norm", fc2.forward(x), scale)!;
        return fc3.forward(x);
    }
}
