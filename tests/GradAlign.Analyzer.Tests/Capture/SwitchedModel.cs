using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Two linear layers with a batch norm between them, and a forward pass that a test can change between two measurements.</summary>
internal sealed class SwitchedModel : Module<Tensor, Tensor>
{
    public SwitchedModel(ScalarType dtype = ScalarType.Float64, bool hasNorm = true)
        : base(nameof(SwitchedModel))
    {
        manual_seed(11);
        First = Linear(5, 8);
        Norm = hasNorm ? BatchNorm1d(8) : null;
        Second = Linear(8, 3);
        Forward = (m, x) => m.Second.call(m.Normalised(functional.relu(m.First.call(x))));
        register_module("first", First);
        if (Norm is not null) register_module("norm", Norm);
        register_module("second", Second);
        this.to(dtype);
    }

    public Linear First { get; }

    public BatchNorm1d? Norm { get; }

    public Linear Second { get; }

    public Func<SwitchedModel, Tensor, Tensor> Forward { get; set; }

    /// <summary>Called with every input.</summary>
    public Action<Tensor>? Watch { get; set; }

    public override Tensor forward(Tensor input)
    {
        Watch?.Invoke(input);
        return Forward(this, input);
    }

    public Tensor Normalised(Tensor x) => Norm?.call(x) ?? x;
}
