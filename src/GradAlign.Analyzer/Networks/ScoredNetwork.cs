using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Networks;

/// <summary>The user's model, and how it is run on a batch: nothing else in the engine calls it.</summary>
internal sealed class ScoredNetwork
{
    private readonly Module<Tensor, Tensor> root;

    /// <param name="root">The model.</param>
    /// <exception cref="ScoringException">GA0006: it does not take and return what a scored model does.</exception>
    public ScoredNetwork(Module root) => this.root = root as Module<Tensor, Tensor>
        ?? throw new ScoringException(Rules.InvalidConfiguration.Finding($"The model is a {root.GetType()}; a scored model is a Module<Tensor, Tensor>. Wrap a model with more inputs in one that takes a single tensor."));

    /// <summary>Tells that a pass begins, of which batch.</summary>
    public event Action<ScoringBatch>? Starting;

    /// <summary>Tells that a pass has gone through.</summary>
    public event Action? Finished;

    /// <summary>The model itself: its modules, parameters and mode.</summary>
    public Module Root => root;

    /// <summary>A model of one input and one output.</summary>
    public static implicit operator ScoredNetwork(Module<Tensor, Tensor> root) => new(root);

    /// <summary>What the model returns for a batch, [n × …].</summary>
    public Tensor Forward(ScoringBatch batch)
    {
        Starting?.Invoke(batch);
        var output = root.call(batch.Inputs);
        Finished?.Invoke();
        return output;
    }

    /// <summary>ℓ(f(xᵢ), yᵢ), [n], with its graph.</summary>
    public Tensor Losses(ScoringBatch batch) => SampleLosses.Of(Forward(batch), batch.Targets, batch.Loss);
}
