using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Tables;

/// <summary>A value and an advantage, put together again; streams held in a tuple.</summary>
internal sealed class DuelingNetwork : Module<Tensor, Tensor>
{
    private readonly Sequential trunk;
    private readonly (Sequential Value, Sequential Advantage) streams;

    public DuelingNetwork(int observations, int actions) : base(nameof(DuelingNetwork))
    {
        trunk = Sequential(Linear(observations, 32), Tanh(), Linear(32, 32), Tanh());
        streams = (Stream(1), Stream(actions));
        register_module("value", streams.Value);
        register_module("advantage", streams.Advantage);
        RegisterComponents();
    }

    public override Tensor forward(Tensor state)
    {
        var features = trunk.forward(state);
        var (value, advantage) = (streams.Value.forward(features), streams.Advantage.forward(features));
        return value + (advantage - advantage.mean([1], keepdim: true));
    }

    private static Sequential Stream(int outputs) => Sequential(Linear(32, 16), ReLU(), Linear(16, outputs));
}
