using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer;

/// <summary>Scores a model at initialisation: inputs, capture, Gram, metrics.</summary>
public static class ScoringPipeline
{
    /// <summary>Scores one factory with every seed. What goes wrong with the model is in the report, not thrown.</summary>
    /// <param name="model">What the factory declares.</param>
    /// <param name="factory">Makes a freshly initialised model.</param>
    /// <param name="source">Where its batches come from.</param>
    /// <param name="options">Seeds, batch size, device, batch-norm mode.</param>
    /// <param name="seedDone">Called after each seed with the number of seeds done.</param>
    public static ModelReport Score(
        ModelCase model, Func<Module<Tensor, Tensor>?> factory, IBatchSource source, ScoringOptions options, Action<int>? seedDone = null) =>
        throw new NotSupportedException($"{model.Name} {factory} {source} {options} {seedDone}");
}
