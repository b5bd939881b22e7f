using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing.Scoring;

/// <summary>
/// Makes each seed's model twice and hands it out where the two are the same. torch has one random generator in a process:
/// another test that draws from it while a model is initialised would change the model, and so its score.
/// </summary>
/// <param name="model">What the factory declares.</param>
/// <param name="factory">The factory.</param>
/// <param name="firstSeed">Seed of the first call; the next call has the next one.</param>
internal sealed class RepeatableFactory(ModelCase model, Func<Module<Tensor, Tensor>?> factory, long firstSeed)
{
    private const int Attempts = 5;
    private long seed = firstSeed;

    /// <exception cref="ScoringException">GA0004: the models of one seed are not the same.</exception>
    public Module<Tensor, Tensor>? Create()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (first, second) = (Seeded(), Seeded());
            var isSame = ReferenceEquals(first, second);
            if (isSame || first is null || second is null || Equal(first, second))
            {
                seed++;
                if (!isSame) second?.Dispose();
                return first;
            }

            first.Dispose();
            second.Dispose();
        }

        throw new ScoringException(Rules.UserCodeFailed.Finding(
            $"{model.MethodName}() gave another model each time for the seed {seed}, so its score means nothing: it draws from a generator that torch.manual_seed does not set, or other code in the process draws from torch's generator at the same time. Let it use torch's generator, and score in a process of its own."));
    }

    private Module<Tensor, Tensor>? Seeded()
    {
        manual_seed(seed);
        return factory();
    }

    private static bool Equal(Module<Tensor, Tensor> first, Module<Tensor, Tensor> second)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (first.state_dict().Values.ToArray(), second.state_dict().Values.ToArray());
        return a.Length == b.Length && a.Zip(b).All(p => p.First.shape.SequenceEqual(p.Second.shape) && p.First.equal(p.Second).all().item<bool>());
    }
}
