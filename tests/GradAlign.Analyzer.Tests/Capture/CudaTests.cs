using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using IntroScore;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>The same numbers on a GPU as on the processor.</summary>
public sealed class CudaTests
{
    private static readonly (Func<Module<Tensor, Tensor>> Factory, long[] Shape, int Classes)[] Models =
    [
        (ScoredModels.MlpDeepNormalised, [1, 28, 28], 10),
        (ScoredModels.ResNet20, [1, 28, 28], 10),
        (() => Sequential(("conv", Conv2d(3, 5, 3, stride: 2, padding: 1, groups: 1)), ("norm", InstanceNorm2d(5)), ("act", GELU()), ("up", ConvTranspose2d(5, 4, 3)), ("pool", AdaptiveAvgPool2d(1)), ("flat", Flatten()), ("head", Linear(4, 3))), [3, 9, 9], 3),
    ];

    [CudaFact]
    public void Scores_in_float64_are_those_of_the_processor() => Compare(ScoringPrecision.Float64, memory: null, tolerance: 1e-8);

    [CudaFact]
    public void Scores_in_float32_are_those_of_the_processor() => Compare(ScoringPrecision.Float32, memory: null, tolerance: 1e-3);

    [CudaFact]
    public void Scores_in_little_memory_are_those_of_the_processor() => Compare(ScoringPrecision.Float64, memory: 64L << 20, tolerance: 1e-8);

    [CudaFact]
    public void Batched_engine_gives_the_Gram_matrices_of_the_loop()
    {
        foreach (var (factory, shape, classes) in Models)
        {
            manual_seed(0);
            using var model = factory().to(ScalarType.Float64).to(DeviceType.CUDA);
            using var drawn = EngineComparison.Batch(6, shape, classes);
            using var batch = new ScoringBatch(drawn.Inputs.to(DeviceType.CUDA), drawn.Targets.to(DeviceType.CUDA));
            Assert.InRange(EngineComparison.LargestDifference(model, batch), 0, 1e-10);
        }
    }

    private static void Compare(ScoringPrecision precision, long? memory, double tolerance)
    {
        foreach (var (factory, shape, classes) in Models)
        {
            var model = new ModelCase { Name = "Model", TypeName = "Models", MethodName = "Model", InputShape = shape, Classes = classes };
            ModelReport On(string device) => ScoringPipeline.Score(model, factory, BatchSource.Open(model, "synthetic", null),
                new() { BatchSize = 16, Repeats = 1, Device = device, Precision = precision, Memory = device == "cpu" ? null : memory });
            var (processor, gpu) = (On("cpu"), On("cuda:0"));
            Assert.Equal(("cuda:0", "batched"), (gpu.Device, gpu.Engine));
            Assert.All([ScoreCatalog.Conflict, ScoreCatalog.Collapse, ScoreCatalog.GradAlignI], s => Assert.Equal(processor[s]!.Mean!.Value, gpu[s]!.Mean!.Value, tolerance));
        }
    }
}
