using GradAlign.Analyzer.Capture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class FlowTraceTests
{
    private const int Classes = 3;

    [Fact]
    public void Layers_of_modules_with_several_inputs_and_results_are_seen()
    {
        manual_seed(1);
        using var model = new Sequence();
        using var batch = EngineComparison.Batch(5, [4, 6], Classes);
        var flow = FlowTrace.Run(model, batch);
        Assert.Equal(5, flow.Layers.Count);
        Assert.All(flow.Layers, layer =>
        {
            Assert.True(layer.Position is not null, $"{layer.Name} has no position");
            Assert.True(layer is { InputRms: > 0, OutputRms: > 0, OutputSpread: > 0, OutputGradientRms: > 0 }, $"{layer}");
        });
    }

    [Fact]
    public void Watching_changes_no_gradient()
    {
        manual_seed(2);
        using var model = new Sequence();
        using var batch = EngineComparison.Batch(5, [4, 6], Classes);
        var inventory = new ModelInventory(model);
        var flow = FlowTrace.Run(model, batch);
        var reached = flow.Layers.Where(l => l.IsReached).Select(l => l.Name);
        Assert.Equal(inventory.Parameters.Where(p => p.IsLayer).Select(p => p.Name), reached);
        Assert.All(inventory.Parameters, p => Assert.True(p.Tensor.grad is null));
    }

    private sealed class Sequence : Module<Tensor, Tensor>
    {
        private readonly LSTM recurrent = LSTM(6, 6);
        private readonly MultiheadAttention attention = MultiheadAttention(6, 2);
        private readonly Linear head = Linear(6, Classes);

        public Sequence()
            : base(nameof(Sequence))
        {
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input)
        {
            var (x, _, _) = recurrent.call(input.transpose(0, 1));
            return head.call(attention.call(x, x, x).Item1.tanh().mean([0]));
        }
    }
}
