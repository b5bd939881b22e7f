using GradAlign.Analyzer.Inputs;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class SampleChoiceTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 60).Select(i => i / 20)];

    [Fact]
    public void Every_prefix_goes_round_the_classes_in_order() =>
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], SampleChoice.Choose(Labels, 7, 3).Select(index => Labels[index]));

    [Fact]
    public void Choice_repeats_no_sample() => Assert.Equal(60, SampleChoice.Choose(Labels, 60, 3).Distinct().Count());

    [Fact]
    public void Class_that_is_used_up_is_passed_over() =>
        Assert.Equal([0, 1, 0, 0], SampleChoice.Choose([0, 0, 0, 1], 4, 3).Select(index => index == 3 ? 1 : 0));

    [Fact]
    public void Same_seed_chooses_the_same() => Assert.Equal(SampleChoice.Choose(Labels, 9, 4), SampleChoice.Choose(Labels, 9, 4));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(1, 1L << 32)]
    public void Other_seed_chooses_others(long one, long other) =>
        Assert.NotEqual(SampleChoice.Choose(Labels, 9, one), SampleChoice.Choose(Labels, 9, other));
}
