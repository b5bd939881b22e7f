using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>The statistics of batch-norm modules that are held constant: one entry a call, in order. Gathered in the batched pass, replayed by the loop.</summary>
internal sealed class BatchNormStatistics : IDisposable
{
    private readonly Dictionary<nn.Module, List<(Tensor Mean, Tensor Variance)>> calls = new(ReferenceEqualityComparer.Instance);

    /// <summary>The modules that are frozen.</summary>
    public IReadOnlyCollection<nn.Module> Modules => calls.Keys;

    public void Add(nn.Module module, Tensor mean, Tensor variance)
    {
        if (!calls.TryGetValue(module, out var list)) calls.Add(module, list = []);
        list.Add((mean.DetachFromDisposeScope(), variance.DetachFromDisposeScope()));
    }

    /// <summary>Mean and variance, [C], of a module's k-th call in a forward pass.</summary>
    public (Tensor Mean, Tensor Variance) Of(nn.Module module, int call)
    {
        var list = calls[module];
        return list[Math.Min(call, list.Count - 1)];
    }

    public void Dispose()
    {
        foreach (var (mean, variance) in calls.Values.SelectMany(c => c))
        {
            mean.Dispose();
            variance.Dispose();
        }
    }
}
