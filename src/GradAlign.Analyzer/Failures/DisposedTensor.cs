using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Failures;

/// <summary>
/// Finds tensors that forward disposed and others go on using. Whoever touches one next would get the blame; the module that disposed it
/// is the one to mend.
/// </summary>
internal static class DisposedTensor
{
    /// <summary>Looks at what a module has just returned; the innermost one that returns such a tensor is asked first.</summary>
    /// <param name="name">Name of the module within the model; empty for the model itself.</param>
    /// <param name="module">The module; of those of TorchSharp nothing is asked, for attention without its weights returns a tensor without a handle.</param>
    /// <param name="returned">A tensor, or a tuple or list of them; anything else is not looked at.</param>
    /// <exception cref="ScoringException">GA0004: it is null, or was disposed.</exception>
    public static void CheckReturned(string name, Module module, object? returned)
    {
        if (!UserType.Is(module.GetType())) return;
        var type = module.GetType().Name;
        var place = name.Length == 0 ? type : $"{type} ('{name}')";
        if (returned is null)
            throw new ScoringException(Rules.UserCodeFailed.Finding($"The forward of {place} returns null. Return a tensor."));
        if (TensorGroup.Of(returned).Any(t => t.IsInvalid))
        {
            throw new ScoringException(Rules.UserCodeFailed.Finding(
                $"The forward of {place} returns a tensor that it has disposed, so nothing can be computed from it. Write return x.MoveToOuterDisposeScope() where forward opens a NewDisposeScope, and no `using` before what it returns."));
        }
    }

    /// <summary>Looks at the input of the model after its pass.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">What it was called on.</param>
    /// <exception cref="ScoringException">GA0004: it was disposed.</exception>
    public static void CheckInput(Module model, Tensor input)
    {
        if (input.IsInvalid)
        {
            throw new ScoringException(Rules.UserCodeFailed.Finding(
                $"The forward of {model.GetType().Name} disposes its input, which belongs to the caller: the next pass cannot use it. Take Dispose() and `using` off it."));
        }
    }
}
