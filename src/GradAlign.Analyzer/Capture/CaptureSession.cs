using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Capture.Native;
using GradAlign.Analyzer.Capture.Operands;
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
    private readonly List<string> signature = [];
    private readonly HashSet<Module> frozen = new(ReferenceEqualityComparer.Instance);
    private readonly BatchNormMode mode;
    private readonly BatchNormStatistics? given;
    private readonly CapturePlan plan;
    private readonly Dictionary<Module, int> normCalls = new(ReferenceEqualityComparer.Instance);

    /// <param name="inventory">The modules of the model.</param>
    /// <param name="samples">n.</param>
    /// <param name="mode">Statistics of batch normalisation.</param>
    /// <param name="freeze">
    /// Whether the parameters of what is watched take no part in the backward pass: it then costs half, and leaves no ordinary
    /// gradient behind for the guards to compare with.
    /// </param>
    /// <param name="given">Statistics to hold constant where there are any; null: those of this batch.</param>
    /// <param name="plan">How the pass is watched; null: the plainest way.</param>
    /// <param name="unfrozen">Names of the parameters that operations outside of modules use: they are not frozen.</param>
    public CaptureSession(
        ModelInventory inventory, long samples, BatchNormMode mode, bool freeze = false, BatchNormStatistics? given = null, CapturePlan? plan = null, IReadOnlySet<string>? unfrozen = null)
    {
        this.given = given;
        this.plan = plan ?? new(Copies: false, Operands: false);
        Samples = samples;
        this.mode = mode;

        // What is recomputed repeats its parameters, which must then need their gradients, whoever else holds them.
        var recomputed = inventory.Modules.Select(m => m.Module).Where(NativeModule.Knows).SelectMany(m => m.parameters()).Select(ModelParameter.Identity).ToHashSet();
        if (unfrozen is not null) recomputed.UnionWith(inventory.Parameters.Where(p => unfrozen.Contains(p.Name)).Select(p => ModelParameter.Identity(p.Tensor)));
        try
        {
            foreach (var (name, module) in inventory.Modules)
            {
                if (module is BatchNorm norm) detach.Add(BatchNormSubstitute.Attach(norm, input => Normalise(name, norm, input)));
                else if (NativeModule.For(module) is { } native) detach.Add(NativeHook.Attach(module, native, samples, Substitutes, reason => notes.TryAdd(module, reason)));
                else if (LayerRule.For(module) is { } rule) Watch(name, module, rule);
                else continue;

                if (freeze) Freeze(module, recomputed);
            }

            Operands = new(inventory, samples, freeze, this.plan.Copies);
            if (this.plan.Operands) detach.Add(Operands.Start());
        }
        catch
        {
            // Nobody else can: there is no session to dispose.
            Detach();
            throw;
        }
    }

    /// <summary>n.</summary>
    public long Samples { get; }

    /// <summary>Calls of covered layers, in order.</summary>
    public List<(LayerCall Call, LayerRule Rule)> Calls { get; } = [];

    /// <summary>Calls of what stood in a module's place, in order.</summary>
    public List<ISubstituteCall> Substitutes { get; } = [];

    /// <summary>Operations with raw parameters.</summary>
    public OperandWatch Operands { get; }

    /// <summary>What was held constant.</summary>
    public BatchNormStatistics Statistics { get; private set; } = new();

    /// <summary>Why the capture cannot be exact; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Why a module's parameters could not be captured; null where nothing was noted.</summary>
    public string? NoteOn(Module module) =>
        notes.GetValueOrDefault(module) ?? Calls.FirstOrDefault(c => ReferenceEquals(c.Call.Module, module) && c.Call.Objection is not null).Call?.Objection;

    /// <summary>What ran, in order, with its shapes: equal for two seeds of one structure.</summary>
    public string Signature => string.Join('\n', signature.Concat(Operands.Uses.Select(u => u.Signature)));

    /// <summary>How often another assignment of rows to samples was needed, by the name of the module; the others are right at once.</summary>
    public IReadOnlyDictionary<string, int> Attempts
    {
        get => Calls.Select(c => c.Call).Where(c => c.Attempt > 0).DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.Attempt);
        set => Calls.ForEach(c => c.Call.Attempt = value.GetValueOrDefault(c.Call.Name));
    }

    /// <summary>Tries the next assignment of rows to samples wherever it may be what makes gradients wrong; false where that is nowhere.</summary>
    /// <param name="wrong">The parameters whose gradients are wrong.</param>
    public bool Reconsider(IEnumerable<ModelParameter> wrong)
    {
        var parameters = wrong.Select(p => ModelParameter.Identity(p.Tensor)).ToHashSet();
        var doubtful = Calls.Select(c => c.Call).Where(c => c.Candidates is not [SampleRows.First]).GroupBy(c => c.Module, ReferenceEqualityComparer.Instance)
            .Where(g => ((Module)g.Key!).parameters(recurse: false).Any(p => parameters.Contains(ModelParameter.Identity(p)))).Select(g => g.ToArray()).ToArray();
        foreach (var calls in doubtful)
        {
            var attempt = calls[0].Attempt + 1;
            if (calls.All(c => attempt >= c.Candidates.Count))
                Leave(calls[0].Module, $"called on [{string.Join(", ", calls[0].Input.shape)}], of which it cannot be told what belongs to which sample");
            else
                foreach (var call in calls) call.Attempt = attempt;
        }

        return doubtful.Length > 0;
    }

    /// <summary>Stops watching; what was captured stays.</summary>
    public void Detach()
    {
        detach.ForEach(d => d());
        detach.Clear();
    }

    /// <summary>The statistics, which from now on belong to the caller.</summary>
    public BatchNormStatistics TakeStatistics()
    {
        var taken = Statistics;
        Statistics = new();
        return taken;
    }

    /// <summary>Gives back the memory of what was captured; what is known of it stays.</summary>
    public void Release()
    {
        Calls.ForEach(c => c.Call.Dispose());
        Substitutes.ForEach(s => s.Dispose());
        Operands.Dispose();
    }

    public void Dispose()
    {
        Detach();
        Release();
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
        var candidates = RowAssignment.Candidates(rule, [.. inputs, output], Samples);
        if (candidates.Count == 0)
        {
            var other = inputs.Append(output).First(t => t.shape.FirstOrDefault() != Samples);
            Leave(layer, $"called on [{string.Join(", ", other.shape)}], whose first dimension is not the batch");
        }

        if (!is_grad_enabled()) return output; // a pass for the statistics alone
        signature.Add($"{name} {string.Join(' ', inputs.Append(output).Select(x => $"[{string.Join(',', x.shape)}]"))}");
        if (notes.ContainsKey(layer)) return output;

        // Behind frozen parameters the graph begins at the first layer's output.
        if (!output.requires_grad && frozen.Contains(layer)) output.requires_grad = true;
        if (output.requires_grad) output.retain_grad();

        // The user's code (Sequential does) disposes what a module returns, and scopes end: keep the original, hand on an alias.
        Calls.Add((new(name, layer, [.. inputs.Select(i => i.detach().DetachFromDisposeScope())], output.DetachFromDisposeScope()) { Candidates = candidates }, rule));
        return plan.Copies ? output.clone() : output.alias();
    }

    private Tensor Normalise(string name, BatchNorm norm, Tensor input)
    {
        if (input.shape[0] % Samples != 0)
            Problem ??= $"'{name}' ({norm.GetType().Name}) is called on [{string.Join(", ", input.shape)}], whose first dimension is not the batch";
        signature.Add($"{name} [{string.Join(',', input.shape)}]");
        var (n, channels) = (Samples, input.shape[1]);
        var rows = Math.Max(1, input.shape[0] / n); // of a sample, one after the other where they are folded into the batch
        var (scale, shift) = (norm.affine ? Repeated(norm.weight, n, frozen.Contains(norm)) : null, norm.affine ? Repeated(norm.bias!, n, frozen.Contains(norm)) : null);

        // One position has no spread of its own: such a layer is frozen.
        if (mode == BatchNormMode.Frozen || input.numel() == n * channels)
        {
            var (mean, variance) = Constant(norm, input);
            var normalised = BatchNormSubstitute.Normalise(norm, input, mean, variance);
            long[] view = [input.shape[0], channels, .. Enumerable.Repeat(1L, (int)input.dim() - 2)];
            return scale is null ? normalised : normalised * OfRows(scale).reshape(view) + OfRows(shift!).reshape(view);
        }

        // n·C channels of one sample: every sample over its own positions, in all of its rows.
        var bySample = rows == 1 ? input : input.reshape(n, rows, channels, -1).transpose(1, 2);
        var output = functional.batch_norm(bySample.reshape(1, n * channels, -1), null, null, scale?.reshape(-1), shift?.reshape(-1), training: true, eps: norm.eps);
        return (rows == 1 ? output : output.reshape(n, channels, rows, -1).transpose(1, 2)).reshape(input.shape);

        Tensor OfRows(Tensor parameter) => rows == 1 ? parameter : parameter.repeat_interleave(rows, 0);
    }

    private (Tensor Mean, Tensor Variance) Constant(BatchNorm norm, Tensor input)
    {
        if (given is not null)
        {
            var call = normCalls[norm] = normCalls.GetValueOrDefault(norm, -1) + 1;
            return given.Of(norm, call);
        }

        var others = Enumerable.Range(0, (int)input.dim()).Where(d => d != 1).Select(d => (long)d).ToArray();
        var mean = input.detach().mean(others);
        var variance = input.detach().var(others, unbiased: false);
        Statistics.Add(norm, mean, variance);
        return (mean, variance);
    }

    private void Freeze(Module module, HashSet<(IntPtr, long)> recomputed)
    {
        foreach (var parameter in module.parameters(recurse: false).Where(p => p.requires_grad && !recomputed.Contains(ModelParameter.Identity(p))))
        {
            frozen.Add(module);
            parameter.requires_grad = false;
            detach.Add(() => parameter.requires_grad = true);
        }
    }

    private Tensor Repeated(Parameter parameter, long n, bool isFrozen)
    {
        var repeated = RepeatedParameter.Of(parameter, n, isFrozen);
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
