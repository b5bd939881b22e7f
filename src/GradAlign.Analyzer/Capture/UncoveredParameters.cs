using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Capture.Native;
using GradAlign.Analyzer.Gram;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Capture;

/// <summary>The parameters that received a gradient in the batched pass, but whose per-sample gradients it does not tell.</summary>
internal static class UncoveredParameters
{
    /// <summary>Which they are, in order of registration.</summary>
    public static IReadOnlyList<ModelParameter> Of(ModelInventory inventory, IReadOnlyDictionary<ModelParameter, GramMatrix> captured) =>
        [.. inventory.Parameters.Where(p => !captured.ContainsKey(p) && p.Tensor.grad is not null)];

    /// <summary>The Gram matrices of both, in order of registration.</summary>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Merge(
        ModelInventory inventory, IReadOnlyDictionary<ModelParameter, GramMatrix> captured, IReadOnlyDictionary<ModelParameter, GramMatrix> looped) =>
        inventory.Parameters.Where(p => captured.ContainsKey(p) || looped.ContainsKey(p)).ToDictionary(p => p, p => captured.GetValueOrDefault(p) ?? looped[p]);

    /// <summary>Which they are and why, module by module, as a list in words.</summary>
    public static string Describe(IReadOnlyList<ModelParameter> parameters, ModelInventory inventory, CaptureSession session) =>
        string.Join("; ", parameters.GroupBy(p => p.Owner, ReferenceEqualityComparer.Instance).Select(g =>
        {
            var owner = g.First().Owner;
            var name = inventory.Modules.First(m => ReferenceEquals(m.Module, owner)).Name;
            var module = $"{(name.Length == 0 ? "the model itself" : $"'{name}'")} ({owner.GetType().Name})";
            return $"{string.Join(", ", g.Select(p => $"'{p.Name}'"))} of {module}: {Why(owner, session)}";
        }));

    private static string Why(Module owner, CaptureSession session) => owner switch
    {
        _ when session.NoteOn(owner) is { } note => note,
        Embedding embedding when EmbeddingRule.ScalesByFrequency(embedding) => "its gradients are scaled by how often a token occurs in the batch",
        BatchNorm => "called by forward() instead of call()",
        _ when NativeModule.Knows(owner) => "called by forward() instead of call(), with a mask, or on a packed sequence, which TorchSharp does not show",
        _ when LayerRule.For(owner) is not null => "called by forward() instead of call(), or its own rule leaves them out",
        _ when owner.GetType().Namespace == typeof(Linear).Namespace => $"no layer rule covers {owner.GetType().Name}",
        _ => "parameters of a module of yours, for which there is no layer rule",
    };
}
