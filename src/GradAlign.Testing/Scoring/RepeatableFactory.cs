using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
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
internal sealed class RepeatableFactory(ModelCase model, Func<Module?> factory, long firstSeed)
{
    private const int Attempts = 5;
    private long seed = firstSeed;

    /// <exception cref="ScoringException">GA0015: the models of one seed are not the same.</exception>
    public Module? Create()
    {
        string? differs = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var first = Seeded();
            if (first is not null) RepeatCheck.MarkFreeMemory(first);
            var second = Seeded();
            var isSame = ReferenceEquals(first, second);
            differs = isSame || first is null || second is null ? null : RepeatCheck.FirstDifference(first, second);
            if (differs is null)
            {
                seed++;
                if (!isSame) second?.Dispose();
                return first;
            }

            first!.Dispose();
            second!.Dispose();
        }

        throw new ScoringException(Rules.NotRepeatable.Finding(
            $"{model.MethodName}() gave another model each time for the seed {seed} ('{differs}' differs), so its score means nothing: it leaves weights as they were in memory, draws from a generator that torch.manual_seed does not set, or other code in the process draws from torch's generator at the same time. Let it use torch's generator, and score in a process of its own."));
    }

    private Module? Seeded()
    {
        manual_seed(seed);
        return factory();
    }
}
