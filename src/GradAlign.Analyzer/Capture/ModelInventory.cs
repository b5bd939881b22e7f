using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>The modules and trainable parameters of a model, each once, in order of registration.</summary>
internal sealed class ModelInventory
{
    private string? structure;
    private Dictionary<(IntPtr, long), ModelParameter>? byIdentity;

    public ModelInventory(Module model)
    {
        var seen = new HashSet<(IntPtr, long)>();
        Modules = [("", model), .. model.named_modules().DistinctBy(m => m.module, ReferenceEqualityComparer.Instance)];
        Parameters = [.. Modules
            .SelectMany(m => m.Module.named_parameters(recurse: false).Select(p => (m.Module, Name: Join(m.Name, p.name), p.parameter)))
            .Where(p => p.parameter.requires_grad && seen.Add(ModelParameter.Identity(p.parameter)))
            .Select(p => new ModelParameter(p.Name, p.parameter, p.Module))];
    }

    /// <summary>The parameter that a tensor is, whoever holds a handle to it; null where it is none. A view of another shape or layout is none.</summary>
    /// <param name="tensor">A tensor.</param>
    public ModelParameter? Find(Tensor tensor)
    {
        if (!tensor.is_leaf) return null;
        byIdentity ??= Parameters.ToDictionary(p => ModelParameter.Identity(p.Tensor));
        return byIdentity.GetValueOrDefault(ModelParameter.Identity(tensor)) is { } found && found.Tensor.shape.SequenceEqual(tensor.shape) ? found : null;
    }

    /// <summary>Every module with its name; the model itself first, under the empty name.</summary>
    public IReadOnlyList<(string Name, Module Module)> Modules { get; }

    /// <summary>Names, types and parameter shapes of all modules: equal for two models of one structure. Told of the moment when it is first asked for.</summary>
    public string Structure => structure ??= string.Join('\n', Modules.Select(m => $"{m.Name} {m.Module.GetType().FullName} "
        + string.Join(' ', m.Module.named_parameters(recurse: false).Select(p => $"{p.name} [{string.Join(',', p.parameter.shape)}] {p.parameter.dtype} {p.parameter.requires_grad}"))));

    /// <summary>Every trainable parameter.</summary>
    public IReadOnlyList<ModelParameter> Parameters { get; }

    private static string Join(string module, string parameter) => module.Length == 0 ? parameter : $"{module}.{parameter}";
}
