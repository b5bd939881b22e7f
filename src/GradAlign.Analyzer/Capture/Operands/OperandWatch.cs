using GradAlign.Analyzer.Capture.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Operands;

/// <summary>
/// Sees the operations of the user's code in which a trainable tensor that all samples share (a raw parameter, or what is computed from
/// parameters alone) meets one with a row a sample, such as <c>x.matmul(w)</c>, <c>x + positions</c> or <c>classToken.expand(n, 1, d)</c>,
/// and does them so that the shared one's per-sample gradients can be read off. What has samples is told by shapes; where that is wrong
/// the guards object.
/// </summary>
/// <param name="inventory">The parameters of the model.</param>
/// <param name="samples">n.</param>
/// <param name="isLeaf">Whether the shared tensors take no part in the backward pass themselves.</param>
/// <param name="copies">Whether results are handed on as copies, which an operation in place may change.</param>
internal sealed class OperandWatch(ModelInventory inventory, long samples, bool isLeaf, bool copies) : IDisposable
{
    [ThreadStatic]
    private static OperandWatch? current;

    private readonly List<OperandUse> uses = [];

    /// <summary>The watch of the pass that runs on this thread; null where none does, or it takes no gradients.</summary>
    public static OperandWatch? Current => current is not null && is_grad_enabled() ? current : null;

    /// <summary>n.</summary>
    public long Samples => samples;

    /// <summary>What was seen, in order.</summary>
    public IReadOnlyList<OperandUse> Uses => uses;

    /// <summary>Watches this thread from now on; the returned action stops that.</summary>
    public Action Start()
    {
        var before = current;
        current = this;
        return () => current = before;
    }

    /// <summary>Whether the first tensor is shared by the samples that the second one has rows of.</summary>
    public bool IsShared(Tensor operand, Tensor other) => IsWeight(operand, other) && !HasSamples(operand, other.shape[0]);

    /// <summary>The same where the operation itself says that the first tensor has no samples, as a product does of its matrix.</summary>
    public bool IsWeight(Tensor operand, Tensor input) =>
        operand.requires_grad && HasSamples(input) && !(inventory.Find(operand) is { } parameter && LayerRule.For(parameter.Owner) is DeclaredRule);

    /// <summary>
    /// The shared tensor with a row a sample, as broadcasting would have it beside another one; null where broadcasting would not
    /// put the samples in front of it.
    /// </summary>
    /// <param name="operand">Shared, such as [t × d], [1 × t × d] or a number.</param>
    /// <param name="shape">Shape of the other, [n·k × …]: k rows a sample.</param>
    public Tensor? Spread(Tensor operand, long[] shape)
    {
        var inner = operand.dim() == shape.Length ? operand.shape[1..] : operand.shape;
        if (inner.Length >= shape.Length || (operand.dim() == shape.Length && operand.shape[0] != 1)) return null;
        var rows = Rows(operand); // [n × …operand]
        var repeats = shape[0] / samples;
        long[] aligned = [.. Enumerable.Repeat(1L, shape.Length - 1 - inner.Length), .. inner];
        return repeats == 1
            ? rows.reshape([samples, .. aligned])
            : rows.reshape([samples, 1, .. aligned]).expand([samples, repeats, .. aligned]).reshape([samples * repeats, .. aligned]);
    }

    /// <summary>The shared tensor repeated for every sample, [n × …operand]; its gradient is read off.</summary>
    public Tensor Rows(Tensor operand)
    {
        var rows = (isLeaf ? operand.detach() : operand).unsqueeze(0).expand([samples, .. operand.shape]).DetachFromDisposeScope();
        Retain(rows);
        uses.Add(new(operand.alias().DetachFromDisposeScope(), inventory.Find(operand), rows, null, (gradient, _, _) => gradient, isSliced: false));
        return rows.alias();
    }

    /// <summary>Runs a function of a shared tensor whose per-sample gradients follow from the gradient of its result.</summary>
    /// <param name="operand">The shared tensor.</param>
    /// <param name="input">What has the samples.</param>
    /// <param name="function">From the shared tensor to the result, [n·k × …].</param>
    /// <param name="gradients">From the gradient of the result, the input, and a first slice of the operand and their number, to [n × slices × …].</param>
    /// <param name="isSliced">Whether it can give some of the slices alone.</param>
    public Tensor Apply(Tensor operand, Tensor input, Func<Tensor, Tensor> function, Func<Tensor, Tensor, long, long, Tensor> gradients, bool isSliced = true)
    {
        var output = function(isLeaf ? operand.detach() : operand).DetachFromDisposeScope();
        Retain(output);
        var kept = input.detach().DetachFromDisposeScope();
        uses.Add(new(operand.alias().DetachFromDisposeScope(), inventory.Find(operand), output, kept, (gradient, start, count) => gradients(gradient, kept, start, count), isSliced));
        return copies ? output.clone() : output.alias();
    }

    /// <summary>Positions of a sample together: [n·k × … × d] as [n × t × d].</summary>
    public Tensor Tokens(Tensor tensor) => tensor.reshape(samples, -1, tensor.shape[^1]);

    /// <summary>What the uses contribute, after the backward pass.</summary>
    /// <param name="limit">Bytes that per-sample gradients may take at a time; those of what was computed from parameters are formed at once.</param>
    /// <exception cref="MemoryShortage">They take more.</exception>
    public IEnumerable<PerSampleGradient> Gradients(long limit)
    {
        var bytes = uses.Where(u => u.IsDerived).Sum(u => 2 * samples * u.OperandBytes);
        return bytes <= limit
            ? uses.SelectMany(u => u.Gradients(inventory, samples))
            : throw new MemoryShortage($"The gradients of weights that are computed from parameters take {MemoryShortage.Show(bytes)}, and --memory leaves {MemoryShortage.Show(limit)} for them.");
    }

    /// <summary>Whether a shared tensor is no parameter itself: its graph is needed after the backward pass.</summary>
    public bool HasDerived => uses.Any(u => u.IsDerived);

    /// <summary>Names of the parameters that were used, directly or in what was computed from them.</summary>
    public IReadOnlySet<string> Names => uses.SelectMany(u => u.Names).ToHashSet(StringComparer.Ordinal);

    public void Dispose() => uses.ForEach(u => u.Dispose());

    private static void Retain(Tensor tensor)
    {
        if (!tensor.requires_grad) tensor.requires_grad = true;
        tensor.retain_grad();
    }

    private bool HasSamples(Tensor tensor) => tensor.dim() > 0 && tensor.shape[0] > 0 && tensor.shape[0] % samples == 0 && inventory.Find(tensor) is null;

    private bool HasSamples(Tensor tensor, long rows) => tensor.dim() > 0 && tensor.shape[0] == rows && inventory.Find(tensor) is null;
}
