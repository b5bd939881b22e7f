using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Capture;

/// <summary>One trainable parameter of a model.</summary>
/// <param name="Name">Name within the model.</param>
/// <param name="Tensor">The parameter itself.</param>
/// <param name="Owner">The module that registers it first.</param>
internal sealed record ModelParameter(string Name, Parameter Tensor, Module Owner)
{
    /// <summary>What makes two parameter objects the same parameter: their memory. TorchSharp makes new handles for modules that live in libtorch.</summary>
    /// <param name="tensor">A parameter.</param>
    public static (IntPtr, long) Identity(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => (tensor.storage<float>().data_ptr(), tensor.storage_offset()),
        ScalarType.Float64 => (tensor.storage<double>().data_ptr(), tensor.storage_offset()),
        _ => (tensor.Handle, 0),
    };

    /// <summary>The gradient that the parameter holds now, dense; null without one.</summary>
    public Tensor? Gradient => Tensor.grad is { is_sparse: true } sparse ? sparse.to_dense() : Tensor.grad;

    /// <summary>p.</summary>
    public long Count => Tensor.numel();

    /// <summary>
    /// Whether this is a layer's weight: two dimensions or more, in one of TorchSharp's own modules that is no normalisation.
    /// A raw parameter of a user's module, a scale and attention's extra key and value are none.
    /// </summary>
    public bool IsLayer { get; } =
        Tensor.dim() >= 2 && Owner.GetType().Namespace == typeof(Linear).Namespace && Owner is not (NormBase or LayerNorm or GroupNorm or ParameterList or ParameterDict)
        && !Name.EndsWith("bias_k", StringComparison.Ordinal) && !Name.EndsWith("bias_v", StringComparison.Ordinal);
}
