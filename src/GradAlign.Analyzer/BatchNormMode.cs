namespace GradAlign.Analyzer;

/// <summary>How batch normalisation computes its statistics while per-sample gradients are taken.</summary>
public enum BatchNormMode
{
    /// <summary>Each sample is normalised over its own positions, as a loop with batch size 1 in training mode does.</summary>
    PerSample,

    /// <summary>Mean and variance of one pass over the batch, held constant.</summary>
    Frozen,

    /// <summary>True batch statistics: exact, at the price of one backward pass through the whole batch a sample.</summary>
    Batch,
}
