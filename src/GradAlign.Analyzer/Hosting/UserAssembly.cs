using System.Reflection;
using System.Runtime.Loader;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;
using Module = TorchSharp.torch.nn.Module;

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
    public static Func<Module?> Factory(Assembly assembly, ModelCase model)
    {
        if (model.FactoryCode is { } code) return NamelessCode.Resolve<Func<Module?>>(code);
        var method = assembly.GetType(model.TypeName)?.GetMethod(model.MethodName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?? throw new ScoringException(Rules.InvalidConfiguration.Finding($"{model.TypeName}.{model.MethodName} is not in {assembly.GetName().Name}. Build the project again."));
        if (!method.ReturnType.IsAssignableTo(typeof(Module)))
        {
            throw new ScoringException(Rules.InvalidConfiguration.Finding(
                $"{model.MethodName}() returns {method.ReturnType}; a scored model is a torch.nn.Module, such as Module<Tensor, Tensor>. Declare that type."));
        }

        return () => (Module?)method.Invoke(null, null);
    }
}
