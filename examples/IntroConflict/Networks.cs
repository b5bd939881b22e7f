using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroConflict;

/// <summary>Two networks for one task, of about one size: eight hidden layers of 32, with and without layer normalisation.</summary>
internal static class Networks
{
    private const int Layers = 8;
    private const long Width = 32;

    /// <summary>Without normalisation the samples can hardly be told apart behind eight layers: what helps one class harms the others.</summary>
    public static Module<Tensor, Tensor> Conflicting() => Network(normalised: false);

    /// <summary>With normalisation each sample pulls in a direction of its own.</summary>
    public static Module<Tensor, Tensor> Agreeing() => Network(normalised: true);

    private static Module<Tensor, Tensor> Network(bool normalised) => Sequential(
    [
        .. Enumerable.Range(0, Layers).SelectMany(k => Layer($"{k}", k == 0 ? Clusters.Features : Width, normalised)),
        ("output", Linear(Width, Clusters.Classes)),
    ]);

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Layer(string name, long inputs, bool normalised)
    {
        yield return ($"linear{name}", Linear(inputs, Width));
        if (normalised) yield return ($"norm{name}", LayerNorm(Width));
        yield return ($"relu{name}", ReLU());
    }
}
