using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Networks;

/// <summary>The user's model, and how it is run on a batch: nothing else in the engine calls it. Every pass begins with what the first began with.</summary>
internal sealed class ScoredNetwork : IDisposable
{
    private readonly ModelCall call;
    private CarriedState? state;

    /// <param name="root">The model.</param>
    /// <exception cref="ScoringException">GA0006: it has nothing to call.</exception>
    public ScoredNetwork(Module root) => (Root, call) = (root, new(root));

    /// <summary>Tells that a pass begins, of which batch.</summary>
    public event Action<ScoringBatch>? Starting;

    /// <summary>Tells that a pass has gone through.</summary>
    public event Action? Finished;

    /// <summary>The model itself: its modules, parameters and mode.</summary>
    public Module Root { get; }

    /// <summary>What a pass left in the model beside parameters, as <c>Type.field</c>; it is put back before the next one.</summary>
    public IReadOnlyList<string> Carried => state?.Names ?? [];

    /// <summary>A model of one input and one output.</summary>
    public static implicit operator ScoredNetwork(Module<Tensor, Tensor> root) => new(root);

    /// <summary>The first tensor that the model returns for a batch, [n × …].</summary>
    /// <exception cref="ScoringException">GA0005: the batch does not give what the model takes, or the model returns no tensor.</exception>
    public Tensor Forward(ScoringBatch batch) => LossSubject.Output(Run(batch));

    /// <summary>All that the model returns for a batch.</summary>
    /// <exception cref="ScoringException">GA0005: the batch does not give what the model takes.</exception>
    public object? Run(ScoringBatch batch)
    {
        state ??= new(Root);
        state.PutBackContents();
        Starting?.Invoke(batch);
        try
        {
            var output = call.Invoke(batch);
            Finished?.Invoke();
            return output;
        }
        finally
        {
            state.PutBack();
        }
    }

    /// <summary>ℓ(f(xᵢ), yᵢ), [n], with its graph.</summary>
    public Tensor Losses(ScoringBatch batch) =>
        batch.Loss is { } loss ? loss.Of(Run(batch), batch) : SampleLosses.Of(Forward(batch), LossSubject.Target(batch));

    /// <summary>Leaves the model as the first pass found it; it stays the caller's.</summary>
    public void Dispose()
    {
        state?.PutBackContents();
        state?.Dispose();
    }
}
