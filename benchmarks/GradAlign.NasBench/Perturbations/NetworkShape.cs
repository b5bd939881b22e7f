using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Perturbations;

/// <summary>A small ReLU network on the plane, where linear regions can be counted by sampling.</summary>
/// <param name="Layers">Hidden layers.</param>
/// <param name="Width">Units of each.</param>
internal sealed record NetworkShape(int Layers, int Width)
{
    /// <summary>Numbers an input has.</summary>
    public const int Inputs = 2;

    /// <summary>Classes.</summary>
    public const int Classes = 10;

    /// <summary>Name of the output layer, which no linear region depends on.</summary>
    public const string OutputLayer = "output";

    /// <summary>Its widths, such as <c>2-16-16-10</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Inputs}-{string.Join('-', Enumerable.Repeat(Width, Layers))}-{Classes}");

    /// <summary>The network, initialised from torch's generator.</summary>
    public Module<Tensor, Tensor> Build() => Sequential(
    [
        .. Enumerable.Range(0, Layers).SelectMany(k => new (string, Module<Tensor, Tensor>)[]
        {
            ($"hidden{k}", Linear(k == 0 ? Inputs : Width, Width)), ($"relu{k}", ReLU()),
        }),
        (OutputLayer, Linear(Width, Classes)),
    ]);
}
