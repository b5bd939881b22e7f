using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Capture.Native;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Rewriting;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Capture;

/// <summary>The parameters that received a gradient in the batched pass, but whose per-sample gradients it does not tell.</summary>
internal static class UncoveredParameters
{
    private const int ReasonsShown = 2;
    private const int OwnersShown = 2;

    /// <summary>Which they are, in order of registration.</summary>
    public static IReadOnlyList<ModelParameter> Of(ModelInventory inventory, IReadOnlyDictionary<ModelParameter, GramMatrix> captured) =>
        [.. inventory.Parameters.Where(p => !captured.ContainsKey(p) && p.Tensor.grad is not null)];

    /// <summary>The Gram matrices of both, in order of registration.</summary>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Merge(
        ModelInventory inventory, IReadOnlyDictionary<ModelParameter, GramMatrix> captured, IReadOnlyDictionary<ModelParameter, GramMatrix> looped) =>
        inventory.Parameters.Where(p => captured.ContainsKey(p) || looped.ContainsKey(p)).ToDictionary(p => p, p => captured.GetValueOrDefault(p) ?? looped[p]);

    /// <summary>Which they are, why, and what to write instead: one line, however many there are.</summary>
    public static string Describe(IReadOnlyList<ModelParameter> parameters, ModelInventory inventory, CaptureSession session)
    {
        var reasons = parameters.GroupBy(p => Why(p.Owner, session, Unseen(inventory.Modules[0].Module))).ToArray();
        var rest = reasons.Skip(ReasonsShown).Sum(r => r.Count());
        return string.Join("; ", reasons.Take(ReasonsShown).Select(r => $"{Owners([.. r], inventory)}: {r.Key}"))
            + (rest == 0 ? "" : FormattableString.Invariant($"; {rest} parameters for other reasons"));
    }

    private static string Owners(ModelParameter[] parameters, ModelInventory inventory)
    {
        var owners = parameters.GroupBy(p => p.Owner, ReferenceEqualityComparer.Instance).ToArray();
        var shown = string.Join(", ", owners.Take(OwnersShown).Select(o => Owner([.. o], inventory)));
        return owners.Length <= OwnersShown ? shown : FormattableString.Invariant($"{shown} and {owners.Length - OwnersShown} more modules");
    }

    // A module of the user's own may hold layers beside its parameters, so those are named.
    private static string Owner(ModelParameter[] parameters, ModelInventory inventory)
    {
        var owner = parameters[0].Owner;
        var name = inventory.Modules.First(m => ReferenceEquals(m.Module, owner)).Name;
        var module = $"{(name.Length == 0 ? "the model itself" : $"'{name}'")} ({owner.GetType().Name})";
        if (owner.GetType().Namespace == typeof(Linear).Namespace) return module;
        var names = string.Join(", ", parameters.Take(OwnersShown).Select(p => $"'{p.Name}'"));
        return parameters.Length <= OwnersShown ? $"{names} of {module}" : FormattableString.Invariant($"{names} and {parameters.Length - OwnersShown} more of {module}");
    }

    private static string Why(Module owner, CaptureSession session, string unseen) => owner switch
    {
        _ when session.NoteOn(owner) is { } note => note,
        Embedding embedding when EmbeddingRule.ScalesByFrequency(embedding) => "its gradients are scaled by how often a token occurs in the batch (write scale_grad_by_freq: false)",
        BatchNorm => unseen,
        _ when NativeModule.Knows(owner) => $"{unseen}, with a mask, or on a packed sequence, which TorchSharp does not show",
        _ when LayerRule.For(owner) is not null => LayerRule.For(owner) is DeclaredRule ? $"{unseen}, or its own rule leaves them out" : unseen,
        _ when owner.GetType().Namespace == typeof(Linear).Namespace => $"no layer rule covers {owner.GetType().Name}",
        _ => "parameters of a module of yours, for which there is no layer rule (bring one: GradAlign.ILayerRule)",
    };

    // In a copy forward() is call(): docs/decisions/0023.
    private static string Unseen(Module model) => UserContext.Shared.LeftAlone is [var (file, why), ..]
        ? $"called by forward() instead of call() in {file}, which was not copied since {why} (write layer.call(x))"
        : UserContext.Shared.IsCopy(model.GetType().Assembly)
            ? "its weight is used without it, in an operation that is not watched (call the layer itself)"
            : "called by forward() instead of call() (write layer.call(x))";
}
