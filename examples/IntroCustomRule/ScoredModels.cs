using GradAlign;
using IntroCustomRule.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCustomRule;

/// <summary>One model twice: the scores are the same, the engine is not.</summary>
public static class ScoredModels
{
    /// <summary>A module with parameters of its own, in an operation that is not watched: they take one pass a sample (GA0009).</summary>
    [ScoredModel(16, 12, Classes = 4)]
    public static Module<Tensor, Tensor> ByLoop() => new SequenceClassifier(new ScaledPositions(16, 12));

    /// <summary>The same module with its rule: everything is scored in one batched pass.</summary>
    [ScoredModel(16, 12, Classes = 4)]
    public static Module<Tensor, Tensor> ByRule() => new SequenceClassifier(new ScaledPositionsWithRule(16, 12));

    /// <summary>A rule that is wrong: the guards see it, and the whole model goes through the loop (GA0009).</summary>
    [ScoredModel(16, 12, Classes = 4)]
    public static Module<Tensor, Tensor> ByWrongRule() => new SequenceClassifier(new ScaledPositionsWithWrongRule(16, 12));
}
