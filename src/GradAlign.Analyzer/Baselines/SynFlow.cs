using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// log Σ |w · ∂R/∂w| over the weights of layers, R the sum of the outputs for an input of ones, with absolute weights and batch norm removed
/// (Tanaka et al., Pruning neural networks without any data, NeurIPS 2020). It spans dozens of orders of magnitude, hence float64 and the
/// logarithm; both need a model of its own.
/// </summary>
internal sealed class SynFlow : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.SynFlow;

    public override ScoreValue Measure(BaselineContext context)
    {
        if (!is_floating_point(context.Batch.Inputs)) return ScoreValue.NotApplicable("the inputs are tokens, for which an input of ones has no meaning");
        if (context.Batch.Arguments is not [{ Value: Tensor }]) return ScoreValue.NotApplicable("the model takes several inputs, for which an input of ones has no meaning");
        var made = context.Twin?.Invoke();
        if (made is null || ReferenceEquals(made, context.Network.Root))
            return ScoreValue.Undefined("it changes the weights, so it needs a factory that makes a second model");
        using var twin = made;
        ModelPrecision.Double(twin);
        var inventory = new ModelInventory(twin);
        ScoringMode.Enter(inventory);
        using (no_grad())
        {
            foreach (var parameter in twin.parameters()) parameter.copy_(parameter.abs());
        }

        var detach = inventory.Modules.Select(m => m.Module).OfType<BatchNorm>().Select(norm => BatchNormSubstitute.Attach(norm, input => input.alias())).ToList();
        var ones = torch.ones([1, .. context.Batch.Inputs.shape.Skip(1)], dtype: ScalarType.Float64, device: context.Batch.Inputs.device);
        using var network = new ScoredNetwork(twin);
        network.Forward(context.Batch with { Inputs = ones }).sum().backward();
        detach.ForEach(d => d());
        var flow = inventory.Parameters.Where(p => p.IsLayer && p.Tensor.grad is not null).Sum(p => (p.Tensor.detach() * p.Tensor.grad!).abs().sum().item<double>());
        return flow > 0 ? ScoreValue.Of(Math.Log(flow)) : ScoreValue.Undefined("no path leads from the input through the weights to the output, so the flow is 0");
    }
}
