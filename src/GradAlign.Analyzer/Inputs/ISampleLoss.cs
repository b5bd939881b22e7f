using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>The loss ℓ of a sample, from what the model says of it and what it should say.</summary>
public interface ISampleLoss
{
    /// <summary>What it is, for the report.</summary>
    string Name { get; }

    /// <summary>ℓ of each of m samples, [m], differentiable in the output; each depends on its own sample alone.</summary>
    /// <param name="output">The model's output, [m × …].</param>
    /// <param name="targets">The samples' targets, [m × …].</param>
    /// <exception cref="Verdicts.ScoringException">GA0004, GA0005: a loss of the user's throws, or returns something else.</exception>
    Tensor Of(Tensor output, Tensor targets);

    /// <summary>Checks whether the loss can be taken of such an output.</summary>
    /// <param name="output">Output for two samples, [2 × …].</param>
    /// <param name="targets">Their targets, [2 × …].</param>
    /// <exception cref="Verdicts.ScoringException">GA0005: they do not fit; says what was expected and what was seen.</exception>
    void Check(Tensor output, Tensor targets);

    /// <summary>The same of whatever the model returns; unless a loss says otherwise, of its first tensor.</summary>
    /// <param name="output">What the model returns for the batch.</param>
    /// <param name="batch">The batch.</param>
    /// <exception cref="Verdicts.ScoringException">GA0005: there is no tensor in the output, or more than one target.</exception>
    Tensor Of(object? output, ScoringBatch batch) => Of(LossSubject.Output(output), LossSubject.Target(batch));

    /// <summary>Checks whether the loss can be taken of whatever the model returns.</summary>
    /// <param name="output">What the model returns for two samples.</param>
    /// <param name="batch">The two samples.</param>
    /// <exception cref="Verdicts.ScoringException">GA0005: they do not fit; says what was expected and what was seen.</exception>
    void Check(object? output, ScoringBatch batch) => Check(LossSubject.Output(output), LossSubject.Target(batch));
}
