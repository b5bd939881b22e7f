using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>
/// Puts another computation in the place of a batch-norm module's own. A hook can only replace an output, so the module itself
/// is fed two zeros a channel in evaluation mode: it costs nothing and touches no running statistics.
/// </summary>
internal static class BatchNormSubstitute
{
    /// <summary>Attaches; the returned action detaches.</summary>
    /// <param name="norm">The module.</param>
    /// <param name="compute">From the module's real input to its output.</param>
    public static Action Attach(BatchNorm norm, Func<Tensor, Tensor> compute)
    {
        Tensor? real = null;
        norm.eval();
        var before = norm.register_forward_pre_hook((_, input) =>
        {
            real = input;
            var shape = input.shape.Select((_, i) => i == 1 ? input.shape[1] : 1L).ToArray();
            shape[0] = 2;
            return zeros(shape, dtype: input.dtype, device: input.device);
        });
        var after = norm.register_forward_hook((_, _, _) => compute(real!));
        return () =>
        {
            before.remove();
            after.remove();
        };
    }

    /// <summary>(x − μ)/√(σ² + ε), channel by channel, with given statistics.</summary>
    /// <param name="norm">The module: ε.</param>
    /// <param name="input">[n × C × …].</param>
    /// <param name="mean">[C].</param>
    /// <param name="variance">[C].</param>
    public static Tensor Normalise(BatchNorm norm, Tensor input, Tensor mean, Tensor variance) =>
        functional.batch_norm(input, mean, variance, training: false, eps: norm.eps);
}
