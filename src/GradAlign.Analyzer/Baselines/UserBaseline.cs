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
        if (context.Network.Root is not Module<Tensor, Tensor> model)
            return ScoreValue.NotApplicable($"{Definition.Title} takes a Module<Tensor, Tensor>, and the model is a {context.Network.Root.GetType().Name} of several inputs or outputs");
        using var state = new ModelState(context.Inventory);
        ScoringMode.Enter(context.Inventory);
        context.Network.Root.zero_grad();
        try
        {
            return ScoreValue.Of(score.Measure(model, context.Batch.Inputs, context.Batch.Targets));
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            return ScoreValue.Undefined($"{Definition.Title} threw {Thrown.Describe(e)}");
        }
    }
}
