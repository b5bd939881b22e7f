using System.Reflection;
using System.Runtime.Loader;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Hosting;

/// <summary>The user's assembly, loaded where the user's own process would have it.</summary>
internal static class UserAssembly
{
    public static Assembly Load(string path)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw new ScoringException(Rules.AssemblyNotInspected.Finding($"{path} could not be loaded: {e.Message}"), e);
        }
    }

    /// <summary>The factory of a model.</summary>
    /// <exception cref="ScoringException">GA0006: it is not there, or returns another kind of module.</exception>
    public static Func<Module<Tensor, Tensor>?> Factory(Assembly assembly, ModelCase model)
    {
        if (model.FactoryCode is { } code) return NamelessCode.Resolve<Func<Module<Tensor, Tensor>?>>(code);
        var (result, make) = FactoryCall.Of(assembly, model);
        if (!result.IsAssignableTo(typeof(Module<Tensor, Tensor>)))
        {
            throw new ScoringException(Rules.InvalidConfiguration.Finding(
                $"{model.MethodName}() returns {result}; a scored model is a Module<Tensor, Tensor>. Wrap a model with more inputs in one that takes a single tensor."));
        }

        return () => (Module<Tensor, Tensor>?)make();
    }
}
