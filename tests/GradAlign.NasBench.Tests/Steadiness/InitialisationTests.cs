using GradAlign.NasBench.Plans;
using static TorchSharp.torch;

namespace GradAlign.NasBench.Tests.Steadiness;

public sealed class InitialisationTests
{
    // 64 channels in, 96 out: fan-in 64·9, fan-out 96·9; 55,296 weights, so a variance is known to 2% or so.
    private static readonly ConvolutionPlan Convolution = new(64, 96, 3);

    [Theory]
    [InlineData("Default", 1 / (3 * 64 * 9.0))]
    [InlineData("Kaiming", 2 / (64 * 9.0))]
    [InlineData("Xavier", 2 / ((64 + 96) * 9.0))]
    public void Weights_of_a_convolution_have_the_variance_of_their_initialisation(string initialisation, double variance)
    {
        var weights = Weights(Convolution, initialisation)["weight"];
        Assert.Equal(1, weights.Select(w => w * w).Average() / variance, tolerance: .05);
        Assert.Equal(0, weights.Average() / Math.Sqrt(variance), tolerance: .03);
    }

    [Theory]
    [InlineData("Kaiming", 2 / 200.0)]
    [InlineData("Xavier", 2 / 500.0)]
    public void Linear_weights_are_drawn_and_their_biases_left(string initialisation, double variance)
    {
        var (changed, initial) = (Weights(new LinearPlan(200, 300), initialisation), Weights(new LinearPlan(200, 300), "Default"));
        Assert.Equal(1, changed["weight"].Select(w => w * w).Average() / variance, tolerance: .05);
        Assert.Equal(initial["bias"], changed["bias"]);
    }

    [Fact]
    public void Batch_norm_keeps_its_scale() => Assert.All(Weights(new BatchNormPlan(8), "Kaiming")["weight"], w => Assert.Equal(1, w));

    [Theory]
    [InlineData("Kaiming")]
    [InlineData("Xavier")]
    public void The_seed_sets_the_weights(string initialisation)
    {
        Assert.Equal(Weights(Convolution, initialisation)["weight"], Weights(Convolution, initialisation)["weight"]);
        Assert.NotEqual(Weights(Convolution, initialisation)["weight"], Weights(Convolution, initialisation, seed: 1)["weight"]);
    }

    private static Dictionary<string, float[]> Weights(Plan plan, string initialisation, long seed = 0)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        return InitialisedNetwork.Build(plan, Enum.Parse<Initialisation>(initialisation)).named_parameters().ToDictionary(p => p.name, p => p.parameter.data<float>().ToArray());
    }
}
