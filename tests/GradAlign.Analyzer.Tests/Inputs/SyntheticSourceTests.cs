using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class SyntheticSourceTests
{
    private static readonly SyntheticSource Source = new([2, 8, 8], 3);

    [Fact]
    public void Draw_has_other_numbers_than_an_initialisation_with_the_same_seed()
    {
        foreach (var seed in new long[] { 0, 1, 2 })
        {
            using var batch = new SyntheticSource([5], 3).Draw(64, seed);
            TorchSharp.torch.manual_seed(seed);
            using var weights = TorchSharp.torch.randn(64, 5);
            Assert.False(batch.Inputs.Equals(weights));
            Assert.True((batch.Inputs - weights).abs().max().item<float>() > 0.1f);
        }
    }

    [Fact]
    public void Batch_has_the_declared_shape_and_labels_in_turn()
    {
        using var batch = Source.Draw(7, 1);
        BatchCheck.Check(batch, Model(null, 3, 2, 8, 8), 7);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], Labels(batch));
    }

    [Fact]
    public void Batch_is_the_same_for_a_seed_and_other_for_another()
    {
        using var first = Source.Draw(4, 5);
        using var again = Source.Draw(4, 5);
        using var other = Source.Draw(4, 6);
        Assert.Equal(Values(first), Values(again));
        Assert.NotEqual(Values(first), Values(other));
    }

    [Fact]
    public void Batch_is_standard_normal()
    {
        using var batch = Source.Draw(256, -3);
        float[] values = Values(batch);
        Assert.Equal(0, values.Average(), 0.03);
        Assert.Equal(1, Math.Sqrt(values.Average(value => value * value)), 0.03);
    }

    [Fact]
    public void Drawing_leaves_the_global_generator_alone()
    {
        torch.manual_seed(11);
        using var undisturbed = torch.randn(16);
        torch.manual_seed(11);
        using var batch = Source.Draw(4, 99);
        using var after = torch.randn(16);
        Assert.Equal(undisturbed.data<float>().ToArray(), after.data<float>().ToArray());
    }

    [Fact]
    public void Tokens_lie_below_the_vocabulary_and_their_targets_are_the_next_ones()
    {
        var model = Model(null, 0, 2, 50) with { Vocabulary = 9 };
        using var batch = SyntheticSource.For(model).Draw(8, 3);
        BatchCheck.Check(batch, model, 8);
        Assert.Equal([8, 2, 50], batch.Targets.shape);
        Assert.True(batch.Inputs.narrow(-1, 1, 49).Equals(batch.Targets.narrow(-1, 0, 49)));
        Assert.Equal(Enumerable.Range(0, 9).Select(i => (long)i), batch.Inputs.data<long>().Distinct().Order());
    }

    [Fact]
    public void Tokens_of_a_classifier_have_labels_in_turn()
    {
        using var batch = SyntheticSource.For(Model(null, 3, 6) with { Vocabulary = 9 }).Draw(4, 3);
        Assert.Equal([0, 1, 2, 0], Labels(batch));
        Assert.Equal([4, 6], batch.Inputs.shape);
    }

    [Fact]
    public void Loss_without_classes_has_nothing_to_make_targets_from() =>
        Fails(GradAlign.Analyzer.Verdicts.Rules.InvalidConfiguration, () => SyntheticSource.For(Model(null, 0, 3) with { LossType = "My.Loss" }), "Give Data", "synthetic");

    [Fact]
    public void Description_says_synthetic() => Assert.Equal("synthetic", Source.Description.Kind);
}
