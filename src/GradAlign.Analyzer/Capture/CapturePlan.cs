namespace GradAlign.Analyzer.Capture;

/// <summary>How a pass is watched. The plainest plan is tried first; what a guard objects to may be right with another.</summary>
/// <param name="Copies">Whether layers hand on copies of their outputs, which an operation in place may change: the gradient stays that of the output itself.</param>
/// <param name="Operands">Whether operations with raw parameters are watched.</param>
internal sealed record CapturePlan(bool Copies, bool Operands);
