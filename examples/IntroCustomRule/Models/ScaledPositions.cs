using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCustomRule.Models;

/// <summary>y = γ ∘ (x + P): learned positions P, [tokens × width], and a learned scale γ, [width].</summary>
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

    public override Tensor forward(Tensor x) => Scale * (x + Positions);
}
