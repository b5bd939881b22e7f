using GradAlign.Analyzer.Explanations;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>One ordinary forward and backward pass of the batch in which every module is watched: what comes in, what goes out, what comes back.</summary>
internal sealed class FlowTrace : IDisposable
{
    private readonly Dictionary<Module, Seen> seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<Tensor> kept = [];
    private readonly long samples;
    private string? firstNonFinite;

    private FlowTrace(long samples) => this.samples = samples;

    /// <param name="network">The model; left as it was.</param>
    /// <param name="batch">The batch, on the model's device.</param>
    public static GradientFlow Run(ScoredNetwork network, ScoringBatch batch)
    {
        var inventory = new ModelInventory(network.Root);
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        using var trace = new FlowTrace(batch.Samples);
        ScoringMode.Enter(inventory);
        network.Root.zero_grad();
        var detach = new List<Action>();
        try
        {
            detach.AddRange(inventory.Modules
                .Where(m => !m.Module.children().Any())
                .Select(m => ModuleHook.Attach(m.Module, (arguments, result) => trace.Note(m.Name, m.Module, arguments, result))));
            var losses = network.Losses(batch);
            if (losses.requires_grad) losses.sum().backward();
            return trace.Summarise(inventory);
        }
        finally
        {
            detach.ForEach(d => d());
        }
    }

    public void Dispose()
    {
        kept.ForEach(k => k.Dispose());
    }

    // Of a module with several inputs and results the first ones: the sequence of a recurrent layer, the query of attention.
    private object Note(string name, Module module, IReadOnlyList<object?> arguments, object result) =>
        TensorGroup.Present(arguments).FirstOrDefault() is { } input ? ModuleHook.ReplaceFirst(result, output => Note(name, module, input, output)) : result;

    private Tensor Note(string name, Module module, Tensor input, Tensor output)
    {
        if (!seen.TryGetValue(module, out var noted)) seen.Add(module, noted = new(name, seen.Count));
        using (NewDisposeScope())
        {
            using var _ = no_grad();
            noted.InputRms = Rms(input);
            noted.OutputRms = Rms(output);
            if (is_floating_point(output))
            {
                var batch = Array.IndexOf(output.shape, samples, 0, (int)Math.Min(2, output.dim())); // recurrent and attention layers may have it second
                noted.Spread = batch >= 0 ? Share(Rms(output - output.mean([batch], keepdim: true)), noted.OutputRms) : null;
                noted.Positive = output.gt(0).to(ScalarType.Float64).mean().item<double>();
                noted.Derivative = ModuleKinds.MeanDerivative(module, output);
                if (!output.isfinite().all().item<bool>()) firstNonFinite ??= name;
            }
        }

        // The user's code may dispose what it gets and what it gave: an alias between the two is kept for its gradient.
        noted.Output = output.alias().DetachFromDisposeScope();
        kept.Add(noted.Output);
        if (noted.Output.requires_grad) noted.Output.retain_grad();
        return noted.Output.alias();
    }

    private GradientFlow Summarise(ModelInventory inventory) => new()
    {
        Layers = [.. inventory.Parameters.Where(p => p.IsLayer).Select(Layer)],
        Activations = [.. seen.Where(s => s.Value.Derivative is not null).OrderBy(s => s.Value.Position)
            .Select(s => new ActivationFlow(s.Value.Name, s.Key.GetType().Name, s.Value.Position, s.Value.Derivative!.Value))],
        Normalisations = seen.Keys.Count(ModuleKinds.IsNormalisation),
        FirstNonFinite = firstNonFinite,
    };

    private LayerFlow Layer(ModelParameter parameter)
    {
        using var scope = NewDisposeScope();
        var noted = seen.GetValueOrDefault(parameter.Owner);
        return new()
        {
            Name = parameter.Name,
            Position = noted?.Position,
            IsWatched = !parameter.Owner.children().Any(),
            IsReached = parameter.Tensor.grad is not null,
            WeightRms = Rms(parameter.Tensor.detach()),
            InputRms = noted?.InputRms,
            OutputRms = noted?.OutputRms,
            OutputSpread = noted?.Spread,
            OutputPositiveShare = noted?.Positive,
            OutputGradientRms = noted?.Output is { requires_grad: true } output ? output.grad is { } gradient ? Rms(gradient) : 0 : null,
        };
    }

    private static double? Rms(Tensor values) =>
        is_floating_point(values) && values.numel() > 0 ? Finite(values.detach().to(ScalarType.Float64).pow(2).mean().sqrt().item<double>()) : null;

    private static double? Share(double? part, double? whole) => part / whole is { } share ? Finite(share) : null;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private sealed class Seen(string name, int position)
    {
        public string Name { get; } = name;

        public int Position { get; } = position;

        public Tensor? Output { get; set; }

        public double? InputRms { get; set; }

        public double? OutputRms { get; set; }

        public double? Spread { get; set; }

        public double? Positive { get; set; }

        public double? Derivative { get; set; }
    }
}
