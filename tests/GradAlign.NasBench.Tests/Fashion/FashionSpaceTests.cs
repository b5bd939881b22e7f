using GradAlign.FashionCells.Architectures;
using GradAlign.FashionCells.Trainings;

namespace GradAlign.NasBench.Tests.Fashion;

public sealed class FashionSpaceTests
{
    private const string AllSkip = "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|";

    [Fact]
    public void The_sample_is_100_different_architectures_of_every_activation_and_normalisation()
    {
        Assert.Equal(FashionSpace.Count, FashionSpace.All.Select(a => a.Id).Distinct().Count());
        Assert.Equal(Architecture.Activations.Order(), FashionSpace.All.Select(a => a.Activation).Distinct().Order());
        Assert.Equal(Architecture.Normalisations.Order(), FashionSpace.All.Select(a => a.Normalisation).Distinct().Order());
        Assert.All(FashionSpace.All, a => Assert.Equal(0, a.Width % 8));
    }

    [Fact]
    public void The_first_architecture_stays_what_it_is_for_the_tables_are_joined_by_it() =>
        Assert.Equal("w8 d1 relu none |nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|avg_pool_3x3~2|", FashionSpace.All[0].Id);

    // Stem 72, reduction 1152 + 2304 + 128, head 170; norms of 8, 16, 16 and 16 channels.
    [Theory]
    [InlineData("batch", 3826 + 112)]
    [InlineData("group", 3826 + 112)]
    [InlineData("none", 3826)]
    public void Parameters_are_those_of_the_skeleton(string normalisation, long parameters) =>
        Assert.Equal(parameters, new Architecture(AllSkip, 8, 2, "relu", normalisation).Network().Parameters);

    [Fact]
    public void What_is_built_has_as_many_parameters_as_the_plan_says()
    {
        foreach (var architecture in FashionSpace.All.Take(12))
        {
            using var model = architecture.Network().Build();
            Assert.Equal(architecture.Network().Parameters, model.parameters().Sum(p => p.numel()));
        }
    }

    [Fact]
    public void The_activation_is_exchanged_everywhere()
    {
        var lines = new Architecture(AllSkip, 8, 1, "tanh", "none").Network().Describe("").Select(l => l.Trim()).ToArray();
        Assert.Contains("tanh", lines);
        Assert.DoesNotContain("relu", lines);
        Assert.DoesNotContain(lines, l => l.Contains("norm", StringComparison.Ordinal) && !l.Contains("Norm", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fifth_architecture_is_trained_with_two_seeds() =>
        Assert.Equal([(0, 0), (0, 1), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (5, 1)],
            TrainingStudy.Trainings(FashionSpace.All).Take(8).Select(t => (FashionSpace.All.ToList().IndexOf(t.Architecture), t.Seed)));
}
