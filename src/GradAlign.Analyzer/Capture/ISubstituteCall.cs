namespace GradAlign.Analyzer.Capture;

/// <summary>One call of a computation that stands in the place of a module's own, made so that per-sample gradients can be read off it.</summary>
internal interface ISubstituteCall : IDisposable
{
    /// <summary>What the call contributes, after the backward pass.</summary>
    IEnumerable<PerSampleGradient> Gradients();
}
