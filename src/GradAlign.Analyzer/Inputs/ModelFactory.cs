using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Failures;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Runs a user's factory so that a seed means the same model everywhere.</summary>
internal static class ModelFactory
{
    /// <summary>Makes the model of a seed: initialised on the CPU, then moved.</summary>
    /// <param name="model">What the factory declares.</param>
    /// <param name="factory">The factory.</param>
    /// <param name="seed">Seed of the initialisation.</param>
    /// <param name="device">Where it goes.</param>
    /// <exception cref="ScoringException">GA0004: it throws, or returns null.</exception>
    public static Module Create(ModelCase model, Func<Module?> factory, long seed, Device device)
    {
        using var state = random.get_rng_state();
        var (type, gradients) = (get_default_dtype(), is_grad_enabled());
        try
        {
            manual_seed(seed);
            var created = factory() ?? throw new ScoringException(Rules.UserCodeFailed.Finding($"{model.MethodName}() returned null. Return the model."));
            return created.to(device);
        }
        catch (Exception e) when (e is not ScoringException)
        {
            throw new ScoringException(Rules.UserCodeFailed.Finding(
                $"{model.MethodName}() threw {Thrown.Describe(e)}. {Cure.Of(e) ?? "The factory makes a new model without files, arguments or a device: call it in a test to see it whole"}."), e);
        }
        finally
        {
            // What a factory sets for the whole process must not reach the next model.
            random.set_rng_state(state);
            set_default_dtype(type);
            _ = set_grad_enabled(gradients);
        }
    }
}
