using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>
/// The description of a part of a network, from which it is built and counted. Counting allocates nothing, so every cell of a
/// benchmark can be counted; that it counts what is built is tested.
/// </summary>
internal abstract record Plan
{
    /// <summary>Trainable parameters.</summary>
    public abstract long Parameters { get; }

    /// <summary>Whether it gives zeros whatever comes in.</summary>
    public virtual bool IsZero => false;

    /// <summary>Makes the part, initialised as TorchSharp does by default.</summary>
    public abstract Module<Tensor, Tensor> Build();

    /// <summary>What it is, for people: one line a leaf, indented.</summary>
    /// <param name="indent">Indentation of the lines.</param>
    public virtual IEnumerable<string> Describe(string indent) => [indent + Text];

    /// <summary>A leaf's one line.</summary>
    protected abstract string Text { get; }
}
