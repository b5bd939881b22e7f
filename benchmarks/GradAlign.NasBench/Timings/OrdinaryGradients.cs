using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Timings;

/// <summary>
/// Scores that need no per-sample gradients, as their authors compute them: from ordinary backward passes through batch statistics. Without
/// batch norm they equal what a scoring reads off its per-sample gradients.
/// </summary>
/// <param name="model">The model, in training mode.</param>
/// <param name="batch">The batch.</param>
internal sealed class OrdinaryGradients(Module<Tensor, Tensor> model, ScoringBatch batch)
{
    private readonly ModelParameter[] weights = [.. new ModelInventory(model).Parameters.Where(p => p.IsLayer)];

    /// <summary>The floor: one forward and backward pass of the batch.</summary>
    public void Pass() => Pass(0, batch.Inputs.shape[0]);

    /// <summary>Σ over layers of ‖∂L/∂w‖₂.</summary>
    public double GradNorm() => Measured(() => weights.Sum(w => w.Gradient!.norm().item<float>()));

    /// <summary>Σ over layers of |w · ∂L/∂w|.</summary>
    public double Snip() => Measured(() => weights.Sum(w => (w.Tensor.detach() * w.Gradient!).abs().sum().item<float>()));

    /// <summary>Σ over layers of log Σ mean|g|/std(g), over the two halves of the batch.</summary>
    public double ZiCo()
    {
        using var scope = NewDisposeScope();
        var (n, half) = (batch.Inputs.shape[0], batch.Inputs.shape[0] / 2);
        Pass(0, half);
        Tensor[] first = [.. weights.Select(w => w.Gradient!.to(ScalarType.Float64, copy: true))];
        Pass(half, n - half);
        return weights.Zip(first, (w, before) => Ratio(before, w.Gradient!.to(ScalarType.Float64))).Where(r => r > 0).Sum(Math.Log);
    }

    private static double Ratio(Tensor first, Tensor second)
    {
        var spread = (first - second).abs();
        return where(spread > 0, (first.abs() + second.abs()) / spread, zeros_like(spread)).sum().item<double>();
    }

    private double Measured(Func<double> score)
    {
        using var scope = NewDisposeScope();
        Pass();
        return score();
    }

    private void Pass(long start, long count)
    {
        using var scope = NewDisposeScope();
        model.zero_grad();
        functional.cross_entropy(model.call(batch.Inputs.narrow(0, start, count)), batch.Targets.narrow(0, start, count)).backward();
    }
}
