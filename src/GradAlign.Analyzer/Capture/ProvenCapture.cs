namespace GradAlign.Analyzer.Capture;

/// <summary>A capture that all guards agreed to.</summary>
/// <param name="Signature">What ran, in order, with its shapes.</param>
/// <param name="Tolerance">What two samples alone may differ by from the batch, relative to the trace.</param>
/// <param name="Captured">Names of the captured parameters.</param>
/// <param name="Uncovered">Names of the parameters that went through the loop.</param>
/// <param name="Plan">How the pass was watched.</param>
/// <param name="Operands">Names of the parameters that operations outside of modules use.</param>
internal sealed record ProvenCapture(
    string Signature, double Tolerance, IReadOnlySet<string> Captured, IReadOnlySet<string> Uncovered, CapturePlan Plan, IReadOnlySet<string> Operands)
{
    /// <summary>How often another assignment of rows to samples was needed, by the name of the module.</summary>
    public IReadOnlyDictionary<string, int> Attempts { get; init; } = new Dictionary<string, int>();
}
