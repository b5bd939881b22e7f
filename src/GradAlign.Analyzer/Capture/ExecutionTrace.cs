using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Capture.Native;
using GradAlign.Analyzer.Capture.Operands;
using GradAlign.Analyzer.Failures;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>One forward pass of two samples: order of execution, MACs, and whether the output fits.</summary>
internal sealed class ExecutionTrace
{
    private const long Samples = 2;
    private readonly Dictionary<Module, int> order = new(ReferenceEqualityComparer.Instance);
    private readonly ModelInventory inventory;

    private ExecutionTrace(ModelInventory inventory) => this.inventory = inventory;

    /// <summary>Position of a module's first call; null where no hook saw it.</summary>
    public int? PositionOf(Module module) => order.TryGetValue(module, out var position) ? position : null;

    /// <summary>Multiply-accumulate operations of a sample in the layers that ran (docs/scores.md).</summary>
    public long Macs { get; private set; }

    /// <summary>
    /// Bytes that the activations of one sample take in the batched pass, roughly: what each innermost module returns is kept for the
    /// backward pass, and its gradient is kept beside it.
    /// </summary>
    public long ActivationBytes { get; private set; }

    /// <summary>Takes what the activations of one sample were seen to take: functions that are no modules keep some too.</summary>
    public void SawActivations(long bytes) => ActivationBytes = Math.Max(ActivationBytes, bytes);

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
        using var _ = enable_grad(); // a model may differentiate within its forward pass
        if (is_floating_point(batch.Inputs) && inventory.Parameters.FirstOrDefault(p => p.Tensor.dtype != batch.Inputs.dtype) is { } other)
            throw new ScoringException(Rules.ShapeMismatch.Finding($"'{other.Name}' is {other.Tensor.dtype}, the inputs are {batch.Inputs.dtype}. Return the model in {batch.Inputs.dtype}."));
        var trace = new ExecutionTrace(inventory);
        var (products, detach) = (new ProductCount(Samples), new List<Action>());
        try
        {
            detach.AddRange(inventory.Modules.Select(m => trace.Watch(m.Name, m.Module)));
            detach.Add(products.Start());
            network.Root.eval();
            var two = batch.Narrow(0, Samples);
            var output = network.Run(two);
            DisposedTensor.CheckInput(network.Root, two.Inputs);
            (batch.Loss ?? new CrossEntropy(classes)).Check(output, two);
        }
        catch (Exception e) when (e is not ScoringException)
        {
            var shape = string.Join(", ", batch.Narrow(0, Samples).Arguments.SelectMany(a => a.Tensors).Select(t => $"[{string.Join(", ", t.shape)}]"));
            if (BlockedCapture.Shortage(e) is { } shortage) throw shortage.ToScoringException();
            var rule = e is ArgumentException or System.Runtime.InteropServices.ExternalException ? Rules.ShapeMismatch : Rules.UserCodeFailed;
            throw new ScoringException(rule.Finding(
                $"The model's forward pass threw {Thrown.Cause(e).GetType().Name} on an input of shape {shape}: {Thrown.Message(e)}. {Cure.Of(e) ?? "Check that the shape in [ScoredModel] is what the model expects"}."), e);
        }
        finally
        {
            detach.ForEach(d => d());
        }

        trace.Macs += products.Macs;
        return trace;
    }

    private Action Watch(string name, Module module)
    {
        var (rule, native) = (LayerRule.For(module), NativeModule.For(module));
        var isLeaf = !module.children().Any();
        return ModuleHook.Attach(module, (arguments, result) =>
        {
            DisposedTensor.CheckReturned(name, module, result);
            order.TryAdd(module, order.Count);
            var (inputs, outputs) = (TensorGroup.Present(arguments).ToArray(), TensorGroup.Present(result).ToArray());
            if (inputs.Length == 0 || outputs.Length == 0) return result;
            Macs += (native?.Macs(arguments) ?? rule?.Macs(module, inputs[0], outputs[0]) ?? 0) / Samples;
            HasSinglePositions |= module is BatchNorm && inputs[0].numel() == Samples * inputs[0].shape[1];
            if (isLeaf) ActivationBytes += 2 * outputs.Sum(o => o.numel() * o.element_size()) / Samples;
            return result;
        });
    }
}
