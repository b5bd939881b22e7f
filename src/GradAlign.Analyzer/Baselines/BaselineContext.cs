using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Baselines;

/// <summary>What a baseline can be measured from.</summary>
/// <param name="Network">The model.</param>
/// <param name="Inventory">Its modules and parameters.</param>
/// <param name="Batch">The batch, on the model's device.</param>
/// <param name="Captured">Gram matrices of the per-sample gradients.</param>
/// <param name="Activations">Signs of what went into the ReLUs; null unless some baseline needs them.</param>
/// <param name="Size">The model's size.</param>
/// <param name="Capture">Bytes that may be taken, and who is told how far the work is.</param>
/// <param name="Twin">Makes another model with the same weights; null where there is no way to.</param>
internal sealed record BaselineContext(
    ScoredNetwork Network, ModelInventory Inventory, ScoringBatch Batch, CapturedGradients Captured, ActivationPatterns? Activations, ModelSize Size, CaptureContext Capture,
    Func<Module>? Twin)
{
    /// <summary>n.</summary>
    public int Samples => Batch.Samples;
}
