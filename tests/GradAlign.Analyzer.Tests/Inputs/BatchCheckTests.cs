using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class BatchCheckTests
{
    [Fact]
    public void Fitting_batch_passes() => Check(ones(2, 1, 4, 5), Labels(0, 2));

    [Fact]
    public void Number_of_samples_is_checked() =>
        Fails(ones(3, 1, 4, 5), Labels(0, 1, 2), "inputs of Net", "[2, 1, 4, 5]", "[3, 1, 4, 5]");

    [Fact]
    public void Input_shape_is_checked() => Fails(ones(2, 20), Labels(0, 1), "[2, 1, 4, 5]", "[2, 20]");

    [Fact]
    public void Input_without_dimensions_is_checked() => Fails(tensor(1f), Labels(0, 1), "[2, 1, 4, 5]", "have []");

    [Fact]
    public void Input_type_is_checked() => Fails(ones([2, 1, 4, 5], float64), Labels(0, 1), "Float32", "Float64");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Inputs_are_finite(float value)
    {
        var inputs = ones(2, 1, 4, 5);
        inputs[1, 0, 2, 3] = tensor(value);
        Fails(inputs, Labels(0, 1), "finite", "1 of 40");
    }

    [Fact]
    public void Target_shape_is_checked() => Fails(ones(2, 1, 4, 5), zeros([2, 3], int64), "targets of Net", "[2]", "[2, 3]");

    [Fact]
    public void Target_type_is_checked() => Fails(ones(2, 1, 4, 5), zeros(2), "Int64", "Float32");

    [Fact]
    public void Label_above_the_classes_is_told() => Fails(ones(2, 1, 4, 5), Labels(0, 3), "0 to 2", "from 0 to 3");

    [Fact]
    public void Negative_label_is_told() => Fails(ones(2, 1, 4, 5), Labels(-1, 1), "0 to 2", "from -1 to 1");

    [Fact]
    public void One_sample_is_too_few() => InputCases.Fails(
        Rules.ShapeMismatch,
        () => BatchCheck.Check(new ScoringBatch(ones(1, 1, 4, 5), Labels(0)), Model(), 1),
        "at least 2",
        "1 was asked for");

    private static Tensor Labels(params long[] labels) => tensor(labels);

    private static void Check(Tensor inputs, Tensor targets)
    {
        using var batch = new ScoringBatch(inputs, targets);
        BatchCheck.Check(batch, Model(), 2);
    }

    private static void Fails(Tensor inputs, Tensor targets, params string[] parts) =>
        InputCases.Fails(Rules.ShapeMismatch, () => Check(inputs, targets), parts);
}
