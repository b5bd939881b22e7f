using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>One forward pass of two samples without gradients: order of execution, MACs, and whether the output fits.</summary>
internal sealed class ExecutionTrace
{
    private readonly Dictionary<Module, int> order = new(ReferenceEqualityComparer.Instance);
    private readonly ModelInventory inventory;

    private ExecutionTrace(ModelInventory inventory) => this.inventory = inventory;

    /// <summary>Position of a module's first call; null where no hook saw it.</summary>
    public int? PositionOf(Module module) => order.TryGetValue(module, out var position) ? position : null;

    /// <summary>Multiply-accumulate operations of a sample in the convolutions and linear layers that ran.</summary>
    public long Macs { get; private set; }

    /// <summary>
    /// Bytes that the activations of one sample take in the batched pass, roughly: what each innermost module returns is kept for the
    /// backward pass, and its gradient is kept beside it.
    /// </summary>
    public long ActivationBytes { get; private set; }

    /// <summary>Whether a batch-norm module sees a single position a sample: it is frozen, with the statistics of the whole batch.</summary>
    public bool HasSinglePositions { get; private set; }

    /// <summary>The same for another model of the same structure.</summary>
    /// <param name="other">Its modules.</param>
    public ExecutionTrace For(ModelInventory other)
    {
        var moved = new ExecutionTrace(other) { Macs = Macs, ActivationBytes = ActivationBytes, HasSinglePositions = HasSinglePositions };
        for (var i = 0; i < other.Modules.Count; i++)
        {
            if (PositionOf(inventory.Modules[i].Module) is { } position) moved.order.Add(other.Modules[i].Module, position);
        }

        return moved;
    }

    /// <param name="network">The model; left as it was.</param>
    /// <param name="inventory">Its modules.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="classes">Classes that the output must have, where the batch brings no loss.</param>
    /// <exception cref="ScoringException">GA0004, GA0005: the forward pass throws, or its output does not fit.</exception>
    public static ExecutionTrace Run(ScoredNetwork network, ModelInventory inventory, ScoringBatch batch, int classes)
    {
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        using var _ = no_grad();
        if (is_floating_point(batch.Inputs) && inventory.Parameters.FirstOrDefault(p => p.Tensor.dtype != batch.Inputs.dtype) is { } other)
            throw new ScoringException(Rules.ShapeMismatch.Finding($"'{other.Name}' is {other.Tensor.dtype}, the inputs are {batch.Inputs.dtype}. Return the model in {batch.Inputs.dtype}."));
        var trace = new ExecutionTrace(inventory);
        var detach = inventory.Modules.Select(m => m.Module).OfType<Module<Tensor, Tensor>>()
            .Select(m => (Action)m.register_forward_hook((module, input, output) => trace.Note(module, input, output)).remove).ToList();
        detach.AddRange(inventory.Modules.Select(m => m.Module).Where(m => m is not Module<Tensor, Tensor>)
            .Select(m => CallHook.Attach(m, () => trace.order.TryAdd(m, trace.order.Count))));
        network.Root.eval();
        try
        {
            var two = batch.Narrow(0, 2);
            (batch.Loss ?? new CrossEntropy(classes)).Check(network.Run(two), two);
        }
        catch (Exception e) when (e is not ScoringException)
        {
            var shape = $"[2, {string.Join(", ", batch.Inputs.shape.Skip(1))}]";
            if (BlockedCapture.Shortage(e) is { } shortage) throw shortage.ToScoringException();
            var rule = e is ArgumentException or System.Runtime.InteropServices.ExternalException ? Rules.ShapeMismatch : Rules.UserCodeFailed;
            throw new ScoringException(rule.Finding(
                $"The model's forward pass threw {e.GetType().Name} on an input of shape {shape}: {e.Message.Split('\n')[0].TrimEnd('.', ' ')}. Check that the shape in [ScoredModel] is what the model expects."), e);
        }
        finally
        {
            detach.ForEach(d => d());
        }

        return trace;
    }

    private Tensor Note(Module module, Tensor input, Tensor output)
    {
        order.TryAdd(module, order.Count);
        long? count = module switch
        {
            Linear linear => output.numel() / output.shape[0] * linear.in_features,
            Convolution { transposed: false } conv => output.numel() / output.shape[0] * (conv.weight.numel() / conv.out_channels),
            Convolution conv => input.numel() / input.shape[0] * (conv.weight.numel() / conv.in_channels),
            _ => null,
        };
        Macs += count ?? 0;
        HasSinglePositions |= module is BatchNorm && input.numel() == input.shape[0] * input.shape[1];
        if (!module.children().Any()) ActivationBytes += 2 * output.numel() * output.element_size() / output.shape[0];
        return output;
    }
}
