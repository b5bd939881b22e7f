using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.FashionCells.Soundness;

/// <summary>Batches of another source with other targets.</summary>
/// <param name="source">The other source.</param>
/// <param name="targets">Makes the targets.</param>
internal sealed class RetargetedSource(IBatchSource source, Func<ScoringBatch, Tensor> targets) : IBatchSource
{
    public DataDescription Description => source.Description;

    public ScoringBatch Draw(int size, long seed)
    {
        var batch = source.Draw(size, seed);
        return new(batch.Inputs, targets(batch));
    }
}
