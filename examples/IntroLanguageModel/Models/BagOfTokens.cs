using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroLanguageModel.Models;

/// <summary>The mean of the tokens' embeddings, through one hidden layer: [n, t] tokens to [n, classes] logits.</summary>
internal sealed class BagOfTokens : Module<Tensor, Tensor>
{
    private const long Width = 64;

    private readonly Embedding tokens;
    private readonly Linear hidden = Linear(Width, Width);
    private readonly Linear output;

    internal BagOfTokens(long vocabulary, long classes) : base(nameof(BagOfTokens))
    {
        tokens = Embedding(vocabulary, Width);
        output = Linear(Width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => output.call(functional.relu(hidden.call(tokens.call(input).mean([1]))));
}
