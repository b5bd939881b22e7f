using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Operands;

/// <summary>One operation of a shared tensor with one that has samples.</summary>
/// <param name="operand">The shared tensor, with its graph.</param>
/// <param name="parameter">The parameter that it is; null where it was computed from parameters.</param>
/// <param name="watched">The tensor whose gradient tells, [n·k × …].</param>
/// <param name="kept">What else is needed for that; null: nothing.</param>
/// <param name="rows">From that gradient, and a first slice of the shared tensor and their number, to its per-sample gradients, [n × slices × …].</param>
/// <param name="isSliced">Whether that gives some of the slices alone; else it gives all.</param>
internal sealed class OperandUse(Tensor operand, ModelParameter? parameter, Tensor watched, Tensor? kept, Func<Tensor, long, long, Tensor> rows, bool isSliced) : IDisposable
{
    private readonly HashSet<string> names = parameter is null ? [] : [parameter.Name];

    /// <summary>Whether the shared tensor is no parameter itself: its graph is needed after the backward pass.</summary>
    public bool IsDerived => parameter is null;

    /// <summary>Bytes of the shared tensor.</summary>
    public long OperandBytes { get; } = operand.numel() * operand.element_size();

    /// <summary>Names of the parameters that the shared tensor is or was computed from; known after <see cref="Gradients"/>.</summary>
    public IReadOnlySet<string> Names => names;

    /// <summary>What it was, for comparing two passes.</summary>
    public string Signature { get; } = $"{parameter?.Name} [{string.Join(',', watched.shape)}]";

    /// <summary>What the operation contributes, after the backward pass.</summary>
    /// <param name="inventory">The parameters.</param>
    /// <param name="samples">n.</param>
    public IEnumerable<PerSampleGradient> Gradients(ModelInventory inventory, long samples)
    {
        if (watched.grad is not { } gradient) return [];
        var slices = operand.dim() > 0 ? operand.shape[0] : 1;
        if (parameter is not null) return [new(parameter.Tensor, () => Form(0, slices)) { FormSlices = isSliced ? Form : null }];
        var derived = DerivedGradients.Of(operand, rows(gradient, 0, slices), inventory);
        names.UnionWith(derived.Keys.Select(p => p.Name));
        return derived.Select(d => new PerSampleGradient(d.Key.Tensor, () => d.Value));

        Tensor Form(long start, long count) => rows(gradient, start, count).reshape(samples, -1);
    }

    public void Dispose()
    {
        operand.Dispose();
        watched.Dispose();
        kept?.Dispose();
    }
}
