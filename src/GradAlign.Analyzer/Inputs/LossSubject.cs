using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>The one tensor and the one target that a loss of one tensor is taken of.</summary>
internal static class LossSubject
{
    /// <summary>The first tensor of what a model returns: the predictions come before states and attention weights.</summary>
    /// <exception cref="Verdicts.ScoringException">GA0005: there is none.</exception>
    public static Tensor Output(object? output) => TensorGroup.Of(output).FirstOrDefault()
        ?? throw InputError.Shape($"The model returns {(output is null ? "null" : TensorGroup.Show(output.GetType()))}, which holds no tensor to take the loss of. Return a tensor or a tuple whose first tensor is the prediction, or give a Loss whose first parameter is of that type.");

    /// <summary>The target.</summary>
    /// <exception cref="Verdicts.ScoringException">GA0005: there are several.</exception>
    public static Tensor Target(ScoringBatch batch) => batch.AllTargets as Tensor
        ?? throw InputError.Shape($"The batch has {TensorGroup.Of(batch.AllTargets).Count()} targets, {TensorGroup.Show(batch.AllTargets.GetType())}, and the loss takes one. Give a Loss that takes them: static Tensor Loss(… output, {TensorGroup.Show(batch.AllTargets.GetType())} targets).");
}
