using GradAlign.Analyzer.Capture;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class NormalisationRuleTests
{
    private static readonly LayerCases Cases = new(new Dictionary<string, (long[], Func<bool, Module<Tensor, Tensor>>)>
    {
        ["group norm"] = ([6, 5, 4], b => GroupNorm(3, 6, affine: b)),
        ["group norm of one group"] = ([6, 7], b => GroupNorm(1, 6, affine: b)),
        ["group norm of single channels"] = ([4, 3, 2, 3], b => GroupNorm(4, 4, affine: b)),
        ["instance norm 1d"] = ([4, 7], b => InstanceNorm1d(4, affine: b)),
        ["instance norm 2d"] = ([4, 5, 3], b => InstanceNorm2d(4, affine: b)),
        ["instance norm 3d"] = ([2, 3, 4, 3], b => InstanceNorm3d(2, affine: b)),
        ["instance norm that tracks"] = ([4, 5, 3], b => InstanceNorm2d(4, affine: b, track_running_stats: true)),
        ["layer norm over three dimensions"] = ([2, 3, 4], b => LayerNorm([2, 3, 4], bias: b)),
        ["layer norm over two of four"] = ([2, 2, 3, 4], b => LayerNorm([3, 4], bias: b)),
        ["layer norm without parameters"] = ([3, 5], b => LayerNorm(5, elementwise_affine: false, bias: b)),
    });

    private static readonly Dictionary<string, (long[] Shape, Func<bool, bool, Module<Tensor, Tensor>> Build)> BatchNorms = new()
    {
        ["1d on features"] = ([5], (affine, track) => BatchNorm1d(5, affine: affine, track_running_stats: track)),
        ["1d on sequences"] = ([4, 7], (affine, track) => BatchNorm1d(4, affine: affine, track_running_stats: track)),
        ["2d"] = ([4, 5, 3], (affine, track) => BatchNorm2d(4, affine: affine, track_running_stats: track)),
        ["2d on single positions"] = ([4, 1, 1], (affine, track) => BatchNorm2d(4, affine: affine, track_running_stats: track)),
        ["3d"] = ([2, 3, 4, 3], (affine, track) => BatchNorm3d(2, affine: affine, track_running_stats: track)),
        ["3d, another ε and momentum"] = ([2, 3, 4, 3], (affine, track) => BatchNorm3d(2, eps: 1e-2, momentum: 0.5, affine: affine, track_running_stats: track)),
    };

    public static TheoryData<string, bool, ScalarType> Layers() => Cases.Data();

    public static TheoryData<string, bool, bool, BatchNormMode> BatchNormCases()
    {
        var data = new TheoryData<string, bool, bool, BatchNormMode>();
        foreach (var name in BatchNorms.Keys)
        {
            foreach (var (affine, track) in new[] { (true, true), (true, false), (false, true), (false, false) })
            {
                data.Add(name, affine, track, BatchNormMode.PerSample);
                data.Add(name, affine, track, BatchNormMode.Frozen);
            }
        }

        return data;
    }

    public static TheoryData<string> BatchNormNames() => [.. BatchNorms.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Rule_of_a_normalisation_equals_the_per_sample_loop(string layer, bool affine, ScalarType dtype) => Cases.AssertExact(layer, affine, dtype);

    [Theory]
    [MemberData(nameof(BatchNormCases))]
    public void Batch_norm_equals_the_per_sample_loop(string layer, bool affine, bool track, BatchNormMode mode)
    {
        var (shape, build) = BatchNorms[layer];
        foreach (var dtype in new[] { ScalarType.Float64, ScalarType.Float32 })
        {
            manual_seed(2);
            using var model = LayerCases.Classifier(build(affine, track), shape, 3).to(dtype);
            using var batch = EngineComparison.Batch(6, shape, 3, dtype);
            EngineComparison.AssertExact(model, batch, mode);
        }
    }

    [Theory]
    [MemberData(nameof(BatchNormNames))]
    public void Exact_batch_statistics_add_up_to_the_gradient_of_the_batch(string layer)
    {
        manual_seed(3);
        var (shape, build) = BatchNorms[layer];
        using var model = LayerCases.Classifier(build(true, true), shape, 3).to(ScalarType.Float64);
        using var batch = EngineComparison.Batch(6, shape, 3);
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.Batch);
        model.train();
        model.zero_grad();
        SampleLosses.Of(model.call(batch.Inputs), batch.Targets).sum().backward();
        var squaredNorm = model.parameters().Sum(p => p.grad!.pow(2).sum().item<double>());
        Assert.Equal(squaredNorm, GradientCapture.Total(captured.Grams, 6).Sum, 1e-10 * squaredNorm);
    }
}
