using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>One direction of one recurrent layer, or a cell, over projections that can be watched.</summary>
/// <param name="parameters">The module's parameters.</param>
/// <param name="suffix">Behind their names: empty for a cell, <c>_l0</c>, <c>_l0_reverse</c>.</param>
/// <param name="watch">Takes a projection: its weight, its bias, what went in, and a tensor that has the gradient of what came out.</param>
internal sealed class RecurrentLayer(IReadOnlyDictionary<string, Parameter> parameters, string suffix, Action<Parameter, Parameter?, Tensor, Tensor> watch)
{
    private readonly Parameter inputWeight = parameters[$"weight_ih{suffix}"];
    private readonly Parameter hiddenWeight = parameters[$"weight_hh{suffix}"];
    private readonly Parameter? inputBias = parameters.GetValueOrDefault($"bias_ih{suffix}");
    private readonly Parameter? hiddenBias = parameters.GetValueOrDefault($"bias_hh{suffix}");

    /// <summary>h of every step, [n × t × h], and the last h and c.</summary>
    /// <param name="step">A step.</param>
    /// <param name="input">[n × t × d].</param>
    /// <param name="h">The first h, [n × h]; null: zeros.</param>
    /// <param name="c">The first c; null: zeros.</param>
    /// <param name="isReverse">Whether it begins at the end.</param>
    public (Tensor Outputs, Tensor H, Tensor? C) Run(RecurrentStep step, Tensor input, Tensor? h, Tensor? c, bool isReverse = false)
    {
        var (n, length) = (input.shape[0], (int)input.shape[1]);
        h ??= zeros(n, hiddenWeight.shape[1], dtype: input.dtype, device: input.device);
        c ??= zeros_like(h);
        var projected = nn.functional.linear(input, inputWeight, inputBias);
        var inputs = projected.unbind(1);

        // Added to the projection of h, so that the backward pass leaves that one's gradient for all steps in one place.
        var probe = step.IsSum ? null : zeros_like(projected, requires_grad: hiddenWeight.requires_grad || hiddenBias?.requires_grad == true);
        var probes = probe?.unbind(1);
        var (before, after) = (new Tensor[length], new Tensor[length]);
        foreach (var t in isReverse ? Enumerable.Range(0, length).Reverse() : Enumerable.Range(0, length))
        {
            before[t] = h.detach();
            var hidden = nn.functional.linear(h, hiddenWeight, hiddenBias);
            (h, c) = step.Next(inputs[t], probes is null ? hidden : hidden + probes[t], h, c);
            after[t] = h;
        }

        watch(inputWeight, inputBias, input, projected);
        watch(hiddenWeight, hiddenBias, stack(before, 1), probe ?? projected);
        return (stack(after, 1), h, c);
    }
}
