using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Capture.Native;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Watches one batched forward pass: keeps every covered layer's input and output, and normalises each sample by itself.</summary>
internal sealed class CaptureSession : IDisposable
{
    private readonly List<Action> detach = [];
    private readonly Dictionary<Module, string> notes = new(ReferenceEqualityComparer.Instance);
    private readonly long samples;
    private readonly BatchNormMode mode;

    public CaptureSession(ModelInventory inventory, long samples, BatchNormMode mode)
    {
        this.samples = samples;
        this.mode = mode;
        foreach (var (name, module) in inventory.Modules)
        {
            if (module is BatchNorm norm) detach.Add(BatchNormSubstitute.Attach(norm, input => Normalise(name, norm, input)));
            else if (NativeModule.Knows(module)) detach.Add(NativeHook.Attach(module, samples, Substitutes, reason => notes.TryAdd(module, reason)));
            else if (LayerRule.For(module) is { } rule) Watch(name, module, rule);
        }
    }

    /// <summary>Calls of covered layers, in order.</summary>
    public List<(LayerCall Call, LayerRule Rule)> Calls { get; } = [];

    /// <summary>Calls of what stood in a module's place, in order.</summary>
    public List<ISubstituteCall> Substitutes { get; } = [];

    /// <summary>What was held constant.</summary>
    public BatchNormStatistics Statistics { get; } = new();

    /// <summary>Why the capture cannot be exact; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Why a module's parameters could not be captured; null where nothing was noted.</summary>
    public string? NoteOn(Module module) =>
        notes.GetValueOrDefault(module) ?? Calls.FirstOrDefault(c => ReferenceEquals(c.Call.Module, module) && c.Call.Objection is not null).Call?.Objection;

    /// <summary>Stops watching; what was captured stays.</summary>
    public void Detach()
    {
        detach.ForEach(d => d());
        detach.Clear();
    }

    public void Dispose()
    {
        Detach();
        Calls.ForEach(c => c.Call.Dispose());
        Substitutes.ForEach(s => s.Dispose());
        Statistics.Dispose();
    }

    private void Watch(string name, Module module, LayerRule rule)
    {
        switch (module)
        {
            case Module<Tensor, Tensor> layer:
                detach.Add(layer.register_forward_hook((_, input, output) => Keep(name, layer, rule, [input], output)).remove);
                break;
            case Module<Tensor, Tensor, Tensor> layer:
                detach.Add(layer.register_forward_hook((_, first, second, output) => Keep(name, layer, rule, [first, second], output)).remove);
                break;
            default:
                notes.Add(module, "it brings a rule, but rules are for modules from one or two tensors to one");
                break;
        }
    }

    private Tensor Keep(string name, Module layer, LayerRule rule, Tensor[] inputs, Tensor output)
    {
        if (inputs.Append(output).FirstOrDefault(t => t.shape.FirstOrDefault() != samples) is { } other)
            Leave(layer, $"called on [{string.Join(", ", other.shape)}], whose first dimension is not the batch");
        if (notes.ContainsKey(layer)) return output;
        if (output.requires_grad) output.retain_grad();

        // The user's code (Sequential does) disposes what a module returns, and scopes end: keep the original, hand on an alias.
        Calls.Add((new(name, layer, [.. inputs.Select(i => i.detach().DetachFromDisposeScope())], output.DetachFromDisposeScope()), rule));
        return output.alias();
    }

    private Tensor Normalise(string name, BatchNorm norm, Tensor input)
    {
        if (input.shape[0] != samples)
            Problem ??= $"'{name}' ({norm.GetType().Name}) is called on [{string.Join(", ", input.shape)}], whose first dimension is not the batch";
        var (n, channels) = (input.shape[0], input.shape[1]);
        var (scale, shift) = (norm.affine ? Repeated(norm.weight, n) : null, norm.affine ? Repeated(norm.bias!, n) : null);

        // One position has no spread of its own: such a layer is frozen.
        if (mode == BatchNormMode.Frozen || input.numel() == n * channels)
        {
            var others = Enumerable.Range(0, (int)input.dim()).Where(d => d != 1).Select(d => (long)d).ToArray();
            var mean = input.detach().mean(others);
            var variance = input.detach().var(others, unbiased: false);
            Statistics.Add(norm, mean, variance);
            var normalised = BatchNormSubstitute.Normalise(norm, input, mean, variance);
            long[] view = [n, channels, .. Enumerable.Repeat(1L, (int)input.dim() - 2)];
            return scale is null ? normalised : normalised * scale.reshape(view) + shift!.reshape(view);
        }

        // n·C channels of one sample: every sample over its own positions.
        return functional.batch_norm(input.reshape(1, n * channels, -1), null, null, scale?.reshape(-1), shift?.reshape(-1), training: true, eps: norm.eps)
            .reshape(input.shape);
    }

    private Tensor Repeated(Parameter parameter, long n)
    {
        var repeated = RepeatedParameter.Of(parameter, n);
        Substitutes.Add(repeated);
        return repeated.Rows;
    }

    // The module's own parameters go through the loop; what other calls of it gave is of no use then.
    private void Leave(Module layer, string reason)
    {
        notes.TryAdd(layer, reason);
        foreach (var (call, _) in Calls.Where(c => ReferenceEquals(c.Call.Module, layer))) call.Dispose();
        Calls.RemoveAll(c => ReferenceEquals(c.Call.Module, layer));
    }
}
