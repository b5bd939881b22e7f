using System.Collections;
using GradAlign.Analyzer.Capture;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Networks;

/// <summary>
/// What a model keeps in fields beside its parameters: caches, hidden states, counters. Of samples that see what earlier ones left no gradient
/// is their own, and what a pass made is gone when it ends, so every pass gets what the first one found.
/// </summary>
internal sealed class CarriedState : IDisposable
{
    // The first pass may be one without gradients, the second is one with them.
    private const int WatchedPasses = 2;

    private readonly List<HeldFields> holders = [];
    private readonly List<HeldItems> collections = [];
    private readonly List<HeldContents> contents = [];
    private readonly SortedSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private int passes;

    /// <param name="root">The model, before its first pass.</param>
    public CarriedState(Module root)
    {
        foreach (var (_, module) in new ModelInventory(root).Modules.Where(m => UserType.Is(m.Module.GetType())))
        {
            Visit(module);
            foreach (var (name, buffer) in module.named_buffers(recurse: false)) Keep(buffer, $"{module.GetType().Name}.{name}");
        }
    }

    /// <summary>What passes have changed, as <c>Type.field</c>.</summary>
    public IReadOnlyList<string> Names => [.. names];

    /// <summary>After a pass: fields and collections hold again what they held before it.</summary>
    public void PutBack()
    {
        if (passes < WatchedPasses) names.UnionWith(contents.Where(c => c.HasChanged()).Select(c => c.Name));
        passes++;
        foreach (var holder in holders) names.UnionWith(holder.PutBack());
        foreach (var collection in collections) names.UnionWith(collection.PutBack());
    }

    /// <summary>Before a pass, when nobody needs the last one's graph: tensors that are written in place hold again what they held.</summary>
    public void PutBackContents()
    {
        foreach (var content in contents) content.PutBack();
    }

    public void Dispose() => contents.ForEach(c => c.Dispose());

    private void Visit(object holder)
    {
        if (!seen.Add(holder)) return;
        var held = new HeldFields(holder);
        holders.Add(held);
        foreach (var (name, value) in held.Values) Hold(value, name);
    }

    private void Hold(object? value, string name)
    {
        switch (value)
        {
            case null or string or Parameter or Type:
                break;
            case Tensor tensor:
                Keep(tensor, name);
                break;
            case System.Runtime.CompilerServices.ITuple tuple:
                for (var i = 0; i < tuple.Length; i++) Hold(tuple[i], name);
                break;
            case Delegate { Target: { } target } when UserType.Is(target.GetType()):
                Visit(target);
                break;
            case IEnumerable when HeldItems.CanHold(value):
                if (!seen.Add(value)) break;
                collections.Add(new(value, name));
                foreach (var item in HeldItems.Of(value)) Hold(item, name);
                break;
            case var other when UserType.Is(other.GetType()) && !other.GetType().IsValueType:
                Visit(other);
                break;
        }
    }

    private void Keep(Tensor tensor, string name)
    {
        if (tensor is not Parameter && !tensor.IsInvalid && seen.Add(tensor)) contents.Add(new(tensor, name));
    }
}
