using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing.Tests;

/// <summary>Models without classes: a language model, and a regression with a loss and data of its own.</summary>
public static class UnlabelledModels
{
    [ScoredModel(8, Vocabulary = 30)]
    public static Module<Tensor, Tensor> NextToken() => Sequential(("embed", Embedding(30, 12)), ("hidden", Linear(12, 12)), ("act", Tanh()), ("head", Linear(12, 30)));

    [ScoredModel(5, Loss = typeof(Squares), Data = typeof(Squares))]
    public static Module<Tensor, Tensor> Squared() => Sequential(("hidden", Linear(5, 12)), ("act", Tanh()), ("head", Linear(12, 1)));

    internal static class Squares
    {
        public static Tensor Loss(Tensor output, Tensor target) => (output.squeeze(-1) - target).pow(2);

        public static (Tensor Inputs, Tensor Targets) Batch(int size, long seed)
        {
            using var generator = new Generator((ulong)seed);
            var inputs = randn(size, 5, generator: generator);
            return (inputs, inputs.sum(1));
        }
    }
}
