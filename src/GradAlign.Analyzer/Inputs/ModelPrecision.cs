using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Changes the numbers of a model in place. TorchSharp's own <c>to(dtype)</c> makes a new parameter for every module that holds one:
/// a weight that two modules share would come apart, and the model would be another.
/// </summary>
internal static class ModelPrecision
{
    // Compiled once: a compile error would end the process.
    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile(
        """
        def set_data(target: Tensor, values: Tensor) -> Tensor:
            target.set_data(values)
            return values

        """));

    /// <summary>Puts every parameter and buffer of floating-point numbers into 64 bits; all handles to it see the change.</summary>
    /// <param name="model">The model.</param>
    public static void Double(Module model)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var tensor in model.parameters().Concat(model.buffers()).Where(t => t.is_floating_point() && t.dtype != ScalarType.Float64))
        {
            Script.Value.invoke<Tensor>("set_data", tensor, tensor.to(ScalarType.Float64));
        }
    }
}
