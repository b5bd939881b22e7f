using System.Reflection;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Failures;
using GradAlign.Analyzer.Metrics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Baselines;

/// <summary>Measures a score of the user's own; what it does to the model is undone.</summary>
internal sealed class UserBaseline(UserScore score) : Baseline
{
    public override ScoreDefinition Definition => score.Definition;

    public override ScoreValue Measure(BaselineContext context)
    {
        using var state = new ModelState(context.Inventory);
        ScoringMode.Enter(context.Inventory);
        context.Network.Root.zero_grad();
        try
        {
            return ScoreValue.Of(score.Measure((Module<Tensor, Tensor>)context.Network.Root, context.Batch.Inputs, context.Batch.Targets));
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            return ScoreValue.Undefined($"{Definition.Title} threw {Thrown.Describe(e)}");
        }
    }
}
