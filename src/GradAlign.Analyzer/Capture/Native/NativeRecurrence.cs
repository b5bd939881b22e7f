using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>RNN, GRU and LSTM, and their cells: every step recomputed from the parameters.</summary>
/// <param name="module">The module.</param>
internal sealed class NativeRecurrence(nn.Module module) : NativeModule(module)
{
    private readonly Dictionary<Parameter, NativeSteps> steps = new(ReferenceEqualityComparer.Instance);
    private bool isBatchFirst = true;

    private bool IsCell => Module is RNNCell or GRUCell or LSTMCell;

    // Every weight meets every token once, in one direction or the other.
    public override long Macs(IReadOnlyList<object?> arguments)
    {
        var input = (Tensor)arguments[0]!;
        return input.numel() / input.shape[^1] * Parameters.Values.Where(p => p.dim() == 2).Sum(p => p.numel());
    }

    // TorchSharp does not tell which dimension is the batch; the state that two steps of one sample, or one of two, leave behind does.
    public override void Prepare()
    {
        if (IsCell) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weight = Parameters["weight_ih_l0"];
        var input = zeros(2, 1, weight.shape[1], dtype: weight.dtype, device: weight.device);
        isBatchFirst = Module switch
        {
            LSTM lstm => lstm.forward(input).Item2,
            GRU gru => gru.forward(input).Item2,
            _ => ((RNN)Module).forward(input, null).Item2,
        } is { } state && state.shape[1] == 2;
    }

    public override object? Recompute(IReadOnlyList<object?> arguments, object own, long samples, ICollection<ISubstituteCall> record, out string reason)
    {
        var input = (Tensor)arguments[0]!;
        reason = "it is called without a batch";
        if (input.dim() != (IsCell ? 2 : 3)) return null;
        if (!IsCell && !isBatchFirst) input = input.transpose(0, 1);
        reason = $"its batch of {input.shape[0]} is not that of the samples";
        if (input.shape[0] % samples != 0) return null;
        reason = "recomputing it does not give its own output";
        var results = TensorGroup.Present(own).ToArray();
        foreach (var step in RecurrentStep.Of(Module, results[0]))
        {
            var watched = new List<(Parameter Weight, Parameter? Bias, Tensor Input, Tensor Output)>();
            var made = Run(step, IsCell ? input.unsqueeze(1) : input, [.. TensorGroup.Present(arguments).Skip(1)], (weight, bias, x, y) => watched.Add((weight, bias, x, y)));
            if (!results.Zip(made, Agree).All(agrees => agrees)) continue;
            foreach (var (weight, bias, x, y) in watched) StepsOf(weight, bias, samples, record).Add(x, y);
            return made switch
            {
                [var h] => h,
                [var h, var c] => (h, c),
                _ => (made[0], made[1], made[2]),
            };
        }

        return null;
    }

    // In the order of the module's own result: h and c of a cell; all outputs, and the last h and c of every layer and direction.
    private Tensor[] Run(RecurrentStep step, Tensor input, Tensor[] states, Action<Parameter, Parameter?, Tensor, Tensor> watch)
    {
        if (IsCell)
        {
            var (_, h, c) = new RecurrentLayer(Parameters, "", watch).Run(step, input, states.ElementAtOrDefault(0), states.ElementAtOrDefault(1));
            return c is null ? [h] : [h, c];
        }

        var (hs, cs) = (new List<Tensor>(), new List<Tensor>());
        for (var layer = 0; Parameters.ContainsKey($"weight_ih_l{layer}"); layer++)
        {
            string[] directions = Parameters.ContainsKey($"weight_ih_l{layer}_reverse") ? [$"_l{layer}", $"_l{layer}_reverse"] : [$"_l{layer}"];
            var outputs = new List<Tensor>();
            foreach (var direction in directions)
            {
                var (output, h, c) = new RecurrentLayer(Parameters, direction, watch).Run(
                    step, input, states.ElementAtOrDefault(0)?.select(0, hs.Count), states.ElementAtOrDefault(1)?.select(0, hs.Count), isReverse: outputs.Count == 1);
                outputs.Add(output);
                hs.Add(h);
                if (c is not null) cs.Add(c);
            }

            input = outputs is [var only] ? only : cat(outputs, 2);
        }

        var all = isBatchFirst ? input : input.transpose(0, 1).contiguous();
        return cs.Count == 0 ? [all, stack(hs, 0)] : [all, stack(hs, 0), stack(cs, 0)];
    }

    private NativeSteps StepsOf(Parameter weight, Parameter? bias, long samples, ICollection<ISubstituteCall> record)
    {
        if (!steps.TryGetValue(weight, out var made)) record.Add(made = steps[weight] = new NativeSteps(weight, bias, samples));
        return made;
    }
}
