namespace GradAlign.Analyzer.Capture;

/// <summary>Parameters that need no gradient meanwhile: neither time nor memory goes into theirs.</summary>
internal sealed class IdleParameters : IDisposable
{
    private readonly ModelParameter[] idle;

    public IdleParameters(IEnumerable<ModelParameter> parameters)
    {
        idle = [.. parameters];
        foreach (var parameter in idle) parameter.Tensor.requires_grad = false;
    }

    public void Dispose()
    {
        foreach (var parameter in idle) parameter.Tensor.requires_grad = true;
    }
}
