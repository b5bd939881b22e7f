using System.Reflection;
using GradAlign.Analyzer.Discovery;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Chooses a model's loss: the attribute's <c>Loss</c> method, else cross-entropy.</summary>
public static class ModelLoss
{
    /// <summary>Opens the loss of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="userAssembly">Assembly in which the attribute's loss type is looked up; null where there is none.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: no such type, or no such method in it.</exception>
    public static ISampleLoss Open(ModelCase model, Assembly? userAssembly)
    {
        if (model is { LossType: null, Classes: 0 })
            return new CrossEntropy(model.Vocabulary, tokens: true, "cross-entropy of the next token, mean over a sample's positions");
        if (model.LossType is null)
            return new CrossEntropy(model.Classes, tokens: model.Vocabulary > 0);
        return userAssembly is null
            ? throw InputError.Configuration($"The model {model.Name} takes its loss from {model.LossType}, but no assembly was given to look it up in. Score it from its built assembly.")
            : UserLoss.Open(model.LossType, userAssembly);
    }
}
