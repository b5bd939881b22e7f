using GradAlign.Analyzer.Inputs;

namespace GradAlign.Analyzer.Capture;

/// <summary>
/// What the first seed of a factory has shown, so that the next ones need not show it again: where the structure is the same, so
/// are its order of execution, its size, and whether the capture is exact for it or the loop has to serve (docs/decisions/0014-guards-once-a-structure.md).
/// </summary>
internal sealed class StructureMemory
{
    private readonly Dictionary<string, ExecutionTrace> traces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProvenCapture> captures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> loops = new(StringComparer.Ordinal);

    /// <summary>The trace of an equal structure, for these modules; null where there is none yet.</summary>
    public ExecutionTrace? TraceOf(ModelInventory inventory, ScoringBatch batch) => traces.GetValueOrDefault(Key(inventory, batch))?.For(inventory);

    /// <summary>Remembers a trace.</summary>
    public void Add(ModelInventory inventory, ScoringBatch batch, ExecutionTrace trace) => traces[Key(inventory, batch)] = trace;

    /// <summary>The capture of an equal structure that all guards agreed to; null where there is none.</summary>
    public ProvenCapture? CaptureOf(ModelInventory inventory, ScoringBatch batch) => captures.GetValueOrDefault(Key(inventory, batch));

    /// <summary>Remembers that all guards agreed.</summary>
    public void Add(ModelInventory inventory, ScoringBatch batch, ProvenCapture capture) => captures[Key(inventory, batch)] = capture;

    /// <summary>Why an equal structure went through the loop; null where none did.</summary>
    public string? LoopReasonOf(ModelInventory inventory, ScoringBatch batch) => loops.GetValueOrDefault(Key(inventory, batch));

    /// <summary>Remembers why the batched engine cannot serve.</summary>
    public void Add(ModelInventory inventory, ScoringBatch batch, string loopReason) => loops[Key(inventory, batch)] = loopReason;

    private static string Key(ModelInventory inventory, ScoringBatch batch) =>
        $"{batch.Form}\n{inventory.Structure}";
}
