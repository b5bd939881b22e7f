using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Networks;

/// <summary>The numbers of a tensor that is no parameter, as they were: a buffer, a mask, a cache of fixed size.</summary>
internal sealed class HeldContents : IDisposable
{
    private readonly Tensor tensor;
    private readonly Tensor values;
    private readonly bool wasLeaf;
    private bool isWritten;

    /// <param name="tensor">The tensor.</param>
    /// <param name="name">The field or buffer that holds it.</param>
    public HeldContents(Tensor tensor, string name)
    {
        using var off = no_grad();
        (this.tensor, Name, wasLeaf, values) = (tensor, name, tensor.is_leaf, tensor.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>The field or buffer that holds it.</summary>
    public string Name { get; }

    /// <summary>Whether a pass has written into it.</summary>
    public bool HasChanged()
    {
        if (isWritten || tensor.IsInvalid) return isWritten;
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var now = tensor.detach();
        isWritten = tensor.is_leaf != wasLeaf || !now.shape.SequenceEqual(values.shape)
            || !(now.is_floating_point() ? allclose(now, values, 0, 0, equal_nan: true) : now.equal(values).all().item<bool>());
        return isWritten;
    }

    /// <summary>Puts the numbers back where passes write into it.</summary>
    public void PutBack()
    {
        if (!isWritten || tensor.IsInvalid) return;
        using var off = no_grad();
        if (!tensor.is_leaf) tensor.detach_();
        tensor.copy_(values);
    }

    public void Dispose() => values.Dispose();
}
