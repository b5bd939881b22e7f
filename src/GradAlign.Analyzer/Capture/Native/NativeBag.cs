using GradAlign.Analyzer.Capture.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>
/// EmbeddingBag over rows that can be watched. TorchSharp tells neither its mode nor its padding row: the modes are tried, and the
/// module is asked for the gradient of every row that occurs.
/// </summary>
/// <param name="bag">The module.</param>
internal sealed class NativeBag(EmbeddingBag bag) : NativeModule(bag)
{
    private static readonly Func<Tensor, Tensor, Tensor?, Tensor>[] Modes = [Mean, Sum, Max];

    // Rows are looked up and added; no weight is multiplied.
    public override long Macs(IReadOnlyList<object?> arguments) => 0;

    public override object? Recompute(IReadOnlyList<object?> arguments, object own, long samples, ICollection<ISubstituteCall> record, out string reason)
    {
        var output = (Tensor)own;
        reason = $"it fills {output.shape[0]} bags, which are not those of the samples";
        if (output.shape[0] % samples != 0) return null;
        reason = "its gradients are scaled by how often a token occurs in the batch";
        var (tokens, places) = Bags((Tensor)arguments[0]!, (Tensor?)arguments[1], output.shape[0]);
        if (Learns(tokens) is not { } learns) return null;
        reason = "recomputing it does not give its own output";
        var present = places.ge(0).logical_and(learns).unsqueeze(2);
        var scale = ((Tensor?)arguments[2])?.reshape(-1).index_select(0, places.clamp_min(0).reshape(-1)).reshape([.. places.shape, 1]);
        var rows = bag.weight!.index_select(0, tokens.reshape(-1)).reshape([.. tokens.shape, bag.weight!.shape[1]]);
        foreach (var mode in Modes)
        {
            var made = mode(rows, present, scale);
            if (!Agree(output, made)) continue;
            if (rows.requires_grad) rows.retain_grad();
            record.Add(new LookupCall(bag.weight!, tokens.DetachFromDisposeScope(), rows.DetachFromDisposeScope(), samples));
            return made;
        }

        return null;
    }

    // Rows that do not count are zeros, and where none counts so is the bag.
    private static Tensor Sum(Tensor rows, Tensor present, Tensor? scale) => ((scale is null ? rows : rows * scale) * present.to(rows.dtype)).sum(dim: 1);

    private static Tensor Mean(Tensor rows, Tensor present, Tensor? scale) => Sum(rows, present, scale) / present.to(rows.dtype).sum(dim: 1).clamp_min(1);

    private static Tensor Max(Tensor rows, Tensor present, Tensor? scale) => where(
        present.any(1), rows.masked_fill(present.logical_not(), double.NegativeInfinity).max(1).values, zeros(1, dtype: rows.dtype, device: rows.device));

    // The tokens of each bag, [bags × t], and their places in the input, −1 where a bag is shorter.
    private static (Tensor Tokens, Tensor Places) Bags(Tensor input, Tensor? offsets, long bags)
    {
        var flat = input.reshape(-1).to(ScalarType.Int64);
        if (offsets is null) return (flat.reshape(input.shape).clone(), arange(flat.numel(), device: flat.device).reshape(input.shape));
        var starts = offsets.to(ScalarType.Int64).cpu().data<long>().ToArray();
        var ends = starts.Skip(1).Append(flat.numel()).ToArray(); // with include_last_offset there is one start more than bags
        var length = Math.Max(1, Enumerable.Range(0, (int)bags).Max(i => ends[i] - starts[i]));
        var places = tensor(Enumerable.Range(0, (int)bags).SelectMany(i => Enumerable.Range(0, (int)length).Select(k => starts[i] + k < ends[i] ? starts[i] + k : -1)).ToArray(), [bags, length], device: flat.device);
        return (flat.index_select(0, places.clamp_min(0).reshape(-1)).reshape(places.shape), places);
    }

    // Which tokens have a gradient, [bags × t]; null where it is scaled by frequency.
    private Tensor? Learns(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var weight = bag.weight!;
        if (!weight.requires_grad) return ones_like(tokens).gt(0).MoveToOuterDisposeScope();
        var (rows, places, _) = tokens.reshape(-1).unique(sorted: true, return_inverse: true, return_counts: false);
        var answer = LookupGradients.TwiceLookedUp(weight, rows, r => bag.forward(r.unsqueeze(1), null, null));
        return answer.max().item<double>() == 1 ? null : answer.gt(0).index_select(0, places!.reshape(-1)).reshape(tokens.shape).MoveToOuterDisposeScope();
    }
}
