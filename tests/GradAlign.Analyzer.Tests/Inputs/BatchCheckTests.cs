using GradAlign.Analyzer.Discovery;
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
    public void Target_shape_is_checked() => Fails(ones(2, 1, 4, 5), zeros([3], int64), "targets of Net", "[2]", "[3]");

    [Fact]
    public void Label_for_every_position_passes() => Check(ones(2, 1, 4, 5), zeros([2, 4, 5], int64));

    [Fact]
    public void Ignored_label_passes() => Check(ones(2, 1, 4, 5), Labels(-100, 2));

    [Fact]
    public void Targets_without_anything_are_told() => Fails(ones(2, 1, 4, 5), zeros([2, 0], int64), "hold something", "[2, 0]");

    [Fact]
    public void Tokens_are_checked_against_the_vocabulary()
    {
        var model = Model(null, 0, 3) with { Vocabulary = 5 };
        CheckAs(model, tensor(new long[,] { { 0, 4, 1 }, { 2, 2, 2 } }), zeros([2, 3], int64));
        InputCases.Fails(Rules.ShapeMismatch, () => CheckAs(model, full([2, 3], 5, int64), zeros([2, 3], int64)), "0 to 4", "Vocabulary = 5");
        InputCases.Fails(Rules.ShapeMismatch, () => CheckAs(model, ones(2, 3), zeros([2, 3], int64)), "Int64 tokens", "Float32");
        InputCases.Fails(Rules.ShapeMismatch, () => CheckAs(model, zeros([2, 3], int64), full([2, 3], 5, int64)), "targets of Net", "Vocabulary = 5");
    }

    [Fact]
    public void Loss_takes_targets_of_any_kind_that_are_finite()
    {
        var model = Model(null, 0, 3) with { LossType = "My.Loss" };
        CheckAs(model, ones(2, 3), ones(2, 7));
        CheckAs(model, ones(2, 3), full([2], 99, int64));
        InputCases.Fails(Rules.ShapeMismatch, () => CheckAs(model, ones(2, 3), full([2], float.NaN)), "targets of Net", "finite");
        InputCases.Fails(Rules.ShapeMismatch, () => CheckAs(model with { Classes = 3 }, ones(2, 3), full([2], 99, int64)), "0 to 2", "Classes = 3");
    }

    [Fact]
    public void Target_type_is_checked() => Fails(ones(2, 1, 4, 5), zeros(2), "Int64", "Float32", "need a Loss");

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

    private static void Check(Tensor inputs, Tensor targets) => CheckAs(Model(), inputs, targets);

    private static void CheckAs(ModelCase model, Tensor inputs, Tensor targets)
    {
        using var batch = new ScoringBatch(inputs, targets);
        BatchCheck.Check(batch, model, 2);
    }

    private static void Fails(Tensor inputs, Tensor targets, params string[] parts) =>
        InputCases.Fails(Rules.ShapeMismatch, () => Check(inputs, targets), parts);
}
