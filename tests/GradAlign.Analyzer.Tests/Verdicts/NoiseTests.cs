using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Verdicts;

/// <summary>Findings made on noise say so first, and ask for images where the inputs could be some.</summary>
public sealed class NoiseTests
{
    private const string Ask = "score it on real images (--data, or Data = in [ScoredModel])";

    [Theory]
    [InlineData(true, 1, 8, 8)]
    [InlineData(true, 3, 16, 8)]
    [InlineData(false, 1, 7, 8)]
    [InlineData(false, 2, 8, 8)]
    [InlineData(false, 64)]
    public void Conflict_on_noise_says_so_first_and_asks_for_images_where_there_could_be_some(bool asks, params int[] shape)
    {
        var finding = Conflict(Score([.. shape.Select(s => (long)s)], noise: true));
        Assert.StartsWith("On noise, gradient conflict is ", finding.Message, StringComparison.Ordinal);
        Assert.Equal(asks, finding.Message.Contains(Ask, StringComparison.Ordinal));
        Assert.Equal(Severity.Error, finding.Severity);
    }

    [Fact]
    public void Conflict_on_data_of_the_users_says_nothing_of_noise() =>
        Assert.StartsWith("Gradient conflict is ", Conflict(Score([1, 8, 8], noise: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void Noise_asks_for_no_images_where_nothing_fails() =>
        Assert.DoesNotContain(Judge.Verdict(Score([1, 8, 8], noise: true), new() { WarnConflict = 1, MaxConflict = 1, MaxCollapse = 1, WarnCollapse = 1 }, 16).Findings, f => f.Message.Contains(Ask, StringComparison.Ordinal));

    private static Finding Conflict(ModelReport report) =>
        Assert.Single(Judge.Verdict(report, new() { MaxConflict = 0.001, MaxCollapse = 1 }, 16).Findings, f => f.Id == Rules.Conflict.Id);

    // Two classes and a wide bias: the gradients of the two oppose each other, whatever the inputs.
    private static ModelReport Score(long[] shape, bool noise)
    {
        var model = new ModelCase { Name = "M", TypeName = "T", MethodName = "M", InputShape = shape, Classes = 2 };
        IBatchSource source = noise
            ? SyntheticSource.For(model)
            : UserBatchSource.Of("Mine", (int size, long seed) => (randn([size, .. shape], generator: new Generator((ulong)seed)) + 3, arange(size, dtype: int64).remainder(2)));
        return ScoringPipeline.Score(model, () => Sequential(Flatten(), Linear(shape.Aggregate((a, b) => a * b), 16), ReLU(), Linear(16, 2)), source, new() { BatchSize = 16, Repeats = 1 });
    }
}
