using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Operands;

/// <summary>One operation of a shared tensor with one that has samples.</summary>
/// <param name="operand">The shared tensor, with its graph.</param>
/// <param name="parameter">The parameter that it is; null where it was computed from parameters.</param>
/// <param name="watched">The tensor whose gradient tells, [n·k × …].</param>
/// <param name="kept">What else is needed for that; null: nothing.</param>
/// <param name="rows">From that gradient to the shared tensor's per-sample gradients, [n × …operand].</param>
internal sealed class OperandUse(Tensor operand, ModelParameter? parameter, Tensor watched, Tensor? kept, Func<Tensor, Tensor> rows) : IDisposable
{
    private readonly HashSet<string> names = parameter is null ? [] : [parameter.Name];

    /// <summary>Whether the shared tensor is no parameter itself: its graph is needed after the backward pass.</summary>
    public bool IsDerived => parameter is null;

    /// <summary>Names of the parameters that the shared tensor is or was computed from; known after <see cref="Gradients"/>.</summary>
    public IReadOnlySet<string> Names => names;

    /// <summary>What it was, for comparing two passes.</summary>
    public string Signature { get; } = $"{parameter?.Name} [{string.Join(',', watched.shape)}]";

    /// <summary>What the operation contributes, after the backward pass.</summary>
    /// <param name="inventory">The parameters.</param>
    public IEnumerable<PerSampleGradient> Gradients(ModelInventory inventory)
    {
        if (watched.grad is not { } gradient) return [];
        if (parameter is not null) return [new(parameter.Tensor, () => rows(gradient).reshape(-1, parameter.Count))];
        var derived = DerivedGradients.Of(operand, rows(gradient), inventory);
        names.UnionWith(derived.Keys.Select(p => p.Name));
        return derived.Select(d => new PerSampleGradient(d.Key.Tensor, () => d.Value));
    }

    public void Dispose()
    {
        operand.Dispose();
        watched.Dispose();
        kept?.Dispose();
    }
}
