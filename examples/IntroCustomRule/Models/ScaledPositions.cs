using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCustomRule.Models;

/// <summary>y = P + γ ∘ x: learned positions P, [tokens × width], and a learned scale γ, [width], in one fused operation, which scoring does not watch.</summary>
internal class ScaledPositions : Module<Tensor, Tensor>
{
    internal ScaledPositions(long tokens, long width) : base(nameof(ScaledPositions))
    {
        Positions = Parameter(0.5 * randn(tokens, width));
        Scale = Parameter(1 + 0.1 * randn(width));
        register_parameter("positions", Positions);
        register_parameter("scale", Scale);
    }

    /// <summary>P.</summary>
    protected Parameter Positions { get; }

    /// <summary>γ.</summary>
    protected Parameter Scale { get; }

    public override Tensor forward(Tensor x) => Positions.addcmul(x, Scale, 1);
}
