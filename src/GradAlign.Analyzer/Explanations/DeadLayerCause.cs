namespace GradAlign.Analyzer.Explanations;

/// <summary>Why a layer receives no gradient to speak of; only what was measured.</summary>
public enum DeadLayerCause
{
    /// <summary>No call of it was seen, and the loss does not depend on it.</summary>
    NeverExecuted,

    /// <summary>The backward pass does not reach it: its output is not used, or is detached.</summary>
    NotConnected,

    /// <summary>It ran on zeros only.</summary>
    ZeroInput,

    /// <summary>A later layer's weight is zero, so nothing comes back through it.</summary>
    ZeroWeight,

    /// <summary>An activation behind it lets nothing through.</summary>
    Saturated,

    /// <summary>A gradient arrives, but has shrunk on its way back until it trains nothing.</summary>
    Vanished,

    /// <summary>Nothing that was measured explains it.</summary>
    Unknown,
}
