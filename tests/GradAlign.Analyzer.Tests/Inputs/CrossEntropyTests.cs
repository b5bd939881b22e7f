using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class CrossEntropyTests
{
    private static readonly CrossEntropy Classes = new(4);

    private static readonly CrossEntropy Tokens = new(4, tokens: true);

    [Fact]
    public void Labels_of_samples_are_torchs_cross_entropy()
    {
        using var output = Output(3, 4);
        using var labels = tensor(new long[] { 0, 3, 1 });
        Assert.Equal(Numbers(functional.cross_entropy(output, labels, reduction: Reduction.None)), Numbers(Classes.Of(output, labels)));
    }

    [Fact]
    public void Positions_of_a_sample_are_averaged_over_those_that_count()
    {
        using var output = Output(2, 4, 3);
        using var labels = tensor(new long[,] { { 0, 3, 1 }, { 2, CrossEntropy.Ignored, 1 } });
        var each = Numbers(functional.cross_entropy(output, labels, reduction: Reduction.None));
        double[] expected = [each[..3].Average(), (each[3] + each[5]) / 2];
        Assert.All(expected.Zip(Numbers(Classes.Of(output, labels))), p => Assert.Equal(p.First, p.Second, 1e-12));
    }

    [Fact]
    public void Tokens_have_their_classes_last()
    {
        using var output = Output(2, 4, 3);
        using var labels = tensor(new long[,] { { 0, 3, 1 }, { 2, CrossEntropy.Ignored, 1 } });
        Assert.All(Numbers(Classes.Of(output, labels)).Zip(Numbers(Tokens.Of(output.transpose(1, 2), labels))), p => Assert.Equal(p.First, p.Second, 1e-12));
    }

    [Fact]
    public void Sample_of_ignored_positions_alone_has_the_loss_zero()
    {
        using var labels = full([2, 3], CrossEntropy.Ignored, int64);
        Assert.Equal([0.0, 0.0], Numbers(Tokens.Of(Output(2, 3, 4), labels)));
        Assert.Equal([0.0, 0.0], Numbers(Classes.Of(Output(2, 4), labels.select(1, 0))));
    }

    [Fact]
    public void Fitting_outputs_pass()
    {
        Classes.Check(Output(2, 4), zeros([2], int64));
        Classes.Check(Output(2, 4, 5, 6), zeros([2, 5, 6], int64));
        Tokens.Check(Output(2, 5, 4), zeros([2, 5], int64));
        Tokens.Check(Output(2, 4), zeros([2], int64));
    }

    [Theory]
    [InlineData(new long[] { 2, 5 }, new long[] { 2 }, false, "cross-entropy over 4 classes needs [2, 4]", "set Classes")]
    [InlineData(new long[] { 2, 4, 8, 8 }, new long[] { 2 }, false, "needs [2, 4]", "Data whose targets")]
    [InlineData(new long[] { 2, 8, 8, 4 }, new long[] { 2, 8, 8 }, false, "needs [2, 4, 8, 8]", "second, as in torch")]
    [InlineData(new long[] { 2, 4, 8 }, new long[] { 2, 8 }, true, "over 4 tokens needs [2, 8, 4]", "last, as Vocabulary says")]
    [InlineData(new long[] { 2, 4 }, new long[] { 2, 8 }, true, "needs [2, 8, 4]", "sets Classes")]
    public void Output_that_does_not_fit_is_told_with_advice(long[] output, long[] targets, bool tokens, string expected, string advice) =>
        InputCases.Fails(Rules.ShapeMismatch, () => (tokens ? Tokens : Classes).Check(Output(output), zeros(targets, int64)), $"returns [{string.Join(", ", output)}]", expected, advice);

    private static Tensor Output(params long[] shape)
    {
        manual_seed(1);
        return randn(shape, dtype: ScalarType.Float64);
    }

    private static double[] Numbers(Tensor tensor) => tensor.reshape(-1).data<double>().ToArray();
}
