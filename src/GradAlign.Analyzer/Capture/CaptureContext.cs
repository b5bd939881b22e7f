namespace GradAlign.Analyzer.Capture;

/// <summary>What a capture works with, beside the model and its batch.</summary>
internal sealed record CaptureContext
{
    /// <summary>What earlier seeds of the same factory have shown; takes what this one shows.</summary>
    public StructureMemory Structures { get; init; } = new();

    /// <summary>Bytes that may be taken beside the model and its batch.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>Is shown the per-sample gradients too; null: nobody is.</summary>
    public IGradientWatcher? Watcher { get; init; }

    /// <summary>Is told how far the work is.</summary>
    public WorkProgress Progress { get; init; } = new();

    /// <summary>Is told what a seed of a large model is going to take, at the first; null: nobody is.</summary>
    public Action<CostEstimate>? Estimated { get; init; }
}
