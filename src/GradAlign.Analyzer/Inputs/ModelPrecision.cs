using GradAlign.Analyzer.Capture;
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
    public static void Double(Module model) => Change(model, t => t.is_floating_point() && t.dtype != ScalarType.Float64, ScalarType.Float64);

    /// <summary>Puts parameters and buffers of half precision into 32 bits; all handles to them see the change.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The format that parameters had; null where none was half.</returns>
    public static string? Single(Module model)
    {
        var halves = model.parameters().Where(IsHalf).Select(p => p.dtype.ToString()).Distinct().ToArray();
        Change(model, IsHalf, ScalarType.Float32);
        return halves.Length == 0 ? null : string.Join(" and ", halves);
    }

    private static bool IsHalf(Tensor tensor) => tensor.dtype is ScalarType.Float16 or ScalarType.BFloat16;

    private static void Change(Module model, Func<Tensor, bool> isChanged, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();

        // Two parameters over one memory are one parameter (ModelParameter.Identity), and stay so.
        var changed = new Dictionary<((IntPtr, long), string), Tensor>();
        foreach (var tensor in model.parameters().Concat(model.buffers()).Where(isChanged))
        {
            var key = (ModelParameter.Identity(tensor), string.Join(',', tensor.shape));
            if (!changed.TryGetValue(key, out var values)) changed.Add(key, values = tensor.to(type));
            Script.Value.invoke<Tensor>("set_data", tensor, values);
        }
    }
}
