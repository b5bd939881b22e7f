using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Baselines;

/// <summary>Small models in float64, and the baselines' values for them.</summary>
internal static class BaselineCases
{
    public const int Classes = 3;

    public static Module<Tensor, Tensor> Network()
    {
        manual_seed(11);
        return Sequential(
            ("conv", Conv2d(2, 4, 3, bias: false)), ("norm", BatchNorm2d(4)), ("relu1", ReLU()),
            ("depthwise", Conv2d(4, 4, 3, groups: 4)), ("relu2", ReLU()), ("flatten", Flatten()), ("head", Linear(4 * 3 * 2, Classes))).to(ScalarType.Float64);
    }

    public static ScoringBatch Batch(int samples, params long[] shape)
    {
        manual_seed(12);
        return new(randn([samples, .. shape], dtype: ScalarType.Float64), arange(samples, ScalarType.Int64).remainder(Classes));
    }

    public static ScoringBatch Images(int samples) => Batch(samples, 2, 7, 6);

    public static ScoreValue Measure(
        string key, Module<Tensor, Tensor> model, ScoringBatch batch, Func<Module<Tensor, Tensor>>? twin = null, StructureMemory? memory = null, long limit = long.MaxValue) =>
        ModelMeasurement.Run(model, batch, Classes, BatchNormMode.PerSample, new() { Structures = memory ?? new(), Limit = limit }, BaselineSet.Choose(key, []), twin).Baselines[key];

    /// <summary>gᵢ of the weights with two dimensions or more, [weight][sample][element]; one pass a sample, as the reference implementations loop.</summary>
    public static double[][][] Gradients(Module<Tensor, Tensor> model, ScoringBatch batch)
    {
        var weights = Weights(model);
        var gradients = weights.Select(_ => new double[(int)batch.Inputs.shape[0]][]).ToArray();
        model.train();
        for (var i = 0; i < batch.Inputs.shape[0]; i++)
        {
            model.zero_grad();
            functional.cross_entropy(model.call(batch.Inputs.narrow(0, i, 1)), batch.Targets.narrow(0, i, 1)).backward();
            for (var w = 0; w < weights.Length; w++) gradients[w][i] = Numbers(weights[w].grad!);
        }

        model.zero_grad();
        return gradients;
    }

    public static Tensor[] Weights(Module<Tensor, Tensor> model) => [.. model.parameters().Where(p => p.dim() >= 2)];

    public static double[] Numbers(Tensor tensor) => tensor.detach().contiguous().reshape(-1).data<double>().ToArray();

    /// <summary>log |det| and the trace of the inverse, by Gauss-Jordan elimination.</summary>
    public static (double LogDeterminant, double InverseTrace) Eliminate(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (a, inverse, log) = ((double[,])matrix.Clone(), new double[n, n], 0.0);
        for (var i = 0; i < n; i++) inverse[i, i] = 1;
        for (var c = 0; c < n; c++)
        {
            var pivot = Enumerable.Range(c, n - c).MaxBy(r => Math.Abs(a[r, c]));
            for (var k = 0; k < n; k++)
            {
                (a[c, k], a[pivot, k]) = (a[pivot, k], a[c, k]);
                (inverse[c, k], inverse[pivot, k]) = (inverse[pivot, k], inverse[c, k]);
            }

            var head = a[c, c];
            log += Math.Log(Math.Abs(head));
            for (var k = 0; k < n; k++) (a[c, k], inverse[c, k]) = (a[c, k] / head, inverse[c, k] / head);
            for (var r = 0; r < n; r++)
            {
                if (r == c) continue;
                var factor = a[r, c];
                for (var k = 0; k < n; k++) (a[r, k], inverse[r, k]) = (a[r, k] - (factor * a[c, k]), inverse[r, k] - (factor * inverse[c, k]));
            }
        }

        return (log, Enumerable.Range(0, n).Sum(i => inverse[i, i]));
    }
}
