using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class UserLossTests
{
    [Fact]
    public void Nothing_named_is_cross_entropy() => Assert.Equal("cross-entropy", ModelLoss.Open(InputCases.Model(), null).Name);

    [Fact]
    public void Vocabulary_without_classes_is_a_language_model() =>
        ModelLoss.Open(InputCases.Model(classes: 0) with { Vocabulary = 4 }, null).Check(ones(2, 5, 4), zeros([2, 5], int64));

    [Fact]
    public void Vocabulary_with_classes_is_a_classifier_of_sequences() =>
        ModelLoss.Open(InputCases.Model(classes: 3) with { Vocabulary = 4 }, null).Check(ones(2, 3), zeros([2], int64));

    [Fact]
    public void Loss_of_a_value_a_sample_is_taken_as_it_is()
    {
        var loss = Of(typeof(UserLosses.EachSample));
        Assert.Equal([1f, 3f, 5f], Values(loss.Of(Output(1, 2, 3), tensor(new[] { 0f, -1f, -2f }))));
        Assert.Equal($"{typeof(UserLosses.EachSample).FullName}.Loss", loss.Name);
    }

    [Fact]
    public void Loss_of_one_number_is_called_with_one_sample_at_a_time_and_says_so()
    {
        var loss = Of(typeof(UserLosses.Mean));
        Assert.Equal([1f, 3f, 5f], Values(loss.Of(Output(1, 2, 3), tensor(new[] { 0f, -1f, -2f }))));
        Assert.EndsWith("Mean.Loss, one sample at a time", loss.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_that_changes_its_target_gets_the_same_one_again()
    {
        var (loss, targets) = (Of(typeof(UserLosses.ChangingItsTarget)), zeros(2));
        _ = loss.Of(Output(1, 2), targets);
        Assert.Equal([0f, 1f], Values(loss.Of(Output(1, 2), targets)));
    }

    [Theory]
    [InlineData(typeof(UserLosses.Missing), "no method Loss")]
    [InlineData(typeof(UserLosses.WrongParameters), "it is: static Tensor Loss(Tensor)")]
    [InlineData(typeof(UserLosses.NotStatic), "it is: Tensor Loss(Tensor, Tensor)")]
    public void Type_without_the_method_shows_the_signature(Type type, string seen) =>
        InputCases.Fails(Rules.InvalidConfiguration, () => Of(type), seen, "static Tensor Loss(Tensor output, Tensor target)");

    [Fact]
    public void Loss_without_an_assembly_is_never_replaced_by_cross_entropy() =>
        InputCases.Fails(Rules.InvalidConfiguration, () => ModelLoss.Open(InputCases.Model() with { LossType = "My.Loss" }, null), "My.Loss", "no assembly");

    [Theory]
    [InlineData(typeof(UserLosses.Throwing), "threw InvalidOperationException on an output [2, 1] of Float32 and targets [2] of Float32: no loss for 2")]
    [InlineData(typeof(UserLosses.ThrowingInTorch), "threw ExternalException")]
    [InlineData(typeof(UserLosses.Null), "returned null")]
    public void Failing_loss_is_the_users_failure(Type type, string part) => InputCases.Fails(Rules.UserCodeFailed, () => Check(type), part);

    [Theory]
    [InlineData(typeof(UserLosses.ByPosition), "returns [2, 3] for 2 samples", "Return one value a sample")]
    [InlineData(typeof(UserLosses.Integers), "returns Int64", "floating-point")]
    [InlineData(typeof(UserLosses.Broadcasting), "mixes samples", "broadcast to [n, n]")]
    public void Loss_of_another_shape_or_type_is_told(Type type, params string[] parts) => InputCases.Fails(Rules.ShapeMismatch, () => Check(type), parts);

    [Fact]
    public void Output_without_the_samples_first_is_told() =>
        InputCases.Fails(Rules.ShapeMismatch, () => Of(typeof(UserLosses.EachSample)).Check(ones(1, 2), zeros(2)), "returns [1, 2]", "first dimension");

    private static void Check(Type type) => Of(type).Check(Output(1, 4), tensor(new[] { 0f, 7f }));

    private static Tensor Output(params float[] values) => tensor(values).unsqueeze(1);

    private static ISampleLoss Of(Type type) => ModelLoss.Open(InputCases.Model() with { LossType = type.FullName }, type.Assembly);

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();
}
