using GradAlign.Analyzer.Capture.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Watches one batched forward pass: keeps every covered layer's input and output, and normalises each sample by itself.</summary>
internal sealed class CaptureSession : IDisposable
{
    private readonly List<Action> detach = [];
    private readonly long samples;
    private readonly BatchNormMode mode;

    public CaptureSession(ModelInventory inventory, long samples, BatchNormMode mode)
    {
        this.samples = samples;
        this.mode = mode;
        foreach (var (name, module) in inventory.Modules)
        {
            if (module is BatchNorm norm)
                detach.Add(BatchNormSubstitute.Attach(norm, input => Normalise(name, norm, input)));
            else if (module is Module<Tensor, Tensor> layer && LayerRule.All.FirstOrDefault(r => r.Covers(layer)) is { } rule)
                detach.Add(layer.register_forward_hook((_, input, output) => Keep(name, layer, rule, input, output)).remove);
        }
    }

    /// <summary>Calls of covered layers, in order.</summary>
    public List<(LayerCall Call, LayerRule Rule)> Calls { get; } = [];

    /// <summary>Calls of batch-norm modules, in order.</summary>
    public List<BatchNormCall> BatchNorms { get; } = [];

    /// <summary>What was held constant.</summary>
    public BatchNormStatistics Statistics { get; } = new();

    /// <summary>Why the capture cannot be exact; null while it can.</summary>
    public string? Problem { get; private set; }

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
        BatchNorms.ForEach(b => b.Dispose());
        Statistics.Dispose();
    }

    private Tensor Keep(string name, Module<Tensor, Tensor> layer, LayerRule rule, Tensor input, Tensor output)
    {
        if (input.shape.FirstOrDefault() != samples || output.shape.FirstOrDefault() != samples)
            Problem ??= $"'{name}' ({layer.GetType().Name}) is called on [{string.Join(", ", input.shape)}], whose first dimension is not the batch";
        if (output.requires_grad) output.retain_grad();

        // The user's code (Sequential does) disposes what a module returns, and scopes end: keep the original, hand on an alias.
        Calls.Add((new(name, layer, input.detach().DetachFromDisposeScope(), output.DetachFromDisposeScope()), rule));
        return output.alias();
    }

    private Tensor Normalise(string name, BatchNorm norm, Tensor input)
    {
        if (input.shape[0] != samples)
            Problem ??= $"'{name}' ({norm.GetType().Name}) is called on [{string.Join(", ", input.shape)}], whose first dimension is not the batch";
        var (n, channels) = (input.shape[0], input.shape[1]);
        var call = new BatchNormCall(norm, Repeat(norm.affine ? norm.weight : null, n), Repeat(norm.affine ? norm.bias : null, n));
        BatchNorms.Add(call);

        // One position has no spread of its own: such a layer is frozen.
        if (mode == BatchNormMode.Frozen || input.numel() == n * channels)
        {
            var others = Enumerable.Range(0, (int)input.dim()).Where(d => d != 1).Select(d => (long)d).ToArray();
            var mean = input.detach().mean(others);
            var variance = input.detach().var(others, unbiased: false);
            Statistics.Add(norm, mean, variance);
            var normalised = BatchNormSubstitute.Normalise(norm, input, mean, variance);
            long[] view = [n, channels, .. Enumerable.Repeat(1L, (int)input.dim() - 2)];
            return call.Scale is null ? normalised : normalised * call.Scale.reshape(view) + call.Shift!.reshape(view);
        }

        // n·C channels of one sample: every sample over its own positions.
        return functional.batch_norm(input.reshape(1, n * channels, -1), null, null, call.Scale?.reshape(-1), call.Shift?.reshape(-1), training: true, eps: norm.eps)
            .reshape(input.shape);
    }

    private static Tensor? Repeat(Tensor? parameter, long n)
    {
        if (parameter is null) return null;
        var repeated = parameter.unsqueeze(0).repeat(n, 1).DetachFromDisposeScope();
        if (repeated.requires_grad) repeated.retain_grad();
        return repeated;
    }
}
