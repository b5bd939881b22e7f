using System.Reflection;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Rewriting;
using GradAlign.Analyzer.Verdicts;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Hosting;

/// <summary>The user's assembly, in the scoring process.</summary>
internal static class UserAssembly
{
    public static Assembly Load(string path)
    {
        try
        {
            return UserContext.Shared.LoadUser(path);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw new ScoringException(Rules.AssemblyNotInspected.Finding($"{path} could not be loaded: {e.Message}"), e);
        }
    }

    /// <summary>The factory of a model.</summary>
    /// <exception cref="ScoringException">GA0006: it is not there, or returns another kind of module.</exception>
    public static Func<Module?> Factory(Assembly assembly, ModelCase model)
    {
        if (model.FactoryCode is { } code) return NamelessCode.Resolve<Func<Module?>>(code);
        var (result, make) = FactoryCall.Of(assembly, model);
        if (!result.IsAssignableTo(typeof(Module)))
        {
            throw new ScoringException(Rules.InvalidConfiguration.Finding(
                $"{model.MethodName}() returns {result}; a scored model is a torch.nn.Module, such as Module<Tensor, Tensor>. Declare that type."));
        }

        return () => (Module?)make();
    }
}
