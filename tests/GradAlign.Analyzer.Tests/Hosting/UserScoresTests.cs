using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Hosting;

public sealed class UserScoresTests
{
    [Fact]
    public void Scores_are_found_by_their_attribute_with_key_and_direction()
    {
        var scores = UserScores.Of([typeof(Sound)]);
        Assert.Equal([("a_1", Better.Neither), ("b_lower", Better.Lower), ("c_higher", Better.Higher)], scores.Select(s => (s.Definition.Key, s.Definition.Better)));
        using var inputs = ones(4, 2);
        using var model = Identity();
        Assert.Equal(8, scores[2].Measure(model, inputs, inputs));
    }

    [Theory]
    [InlineData(typeof(ReturnsText), "should read static double")]
    [InlineData(typeof(OnAnInstance), "should read static double")]
    [InlineData(typeof(FewerParameters), "should read static double")]
    [InlineData(typeof(BadKey), "lower-case letters")]
    [InlineData(typeof(TakenKey), "GradAlign itself uses")]
    [InlineData(typeof(TwiceTheKey), "a key of its own")]
    public void A_misused_attribute_is_a_configuration_error_that_says_what_is_expected(Type type, string expected)
    {
        var failure = Assert.Throws<ScoringException>(() => UserScores.Of([type]));
        Assert.Equal(Rules.InvalidConfiguration.Id, failure.Finding.Id);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    private static class Sound
    {
        [ModelScore("c_higher", HigherIsBetter = true)]
        private static double C(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => inputs.sum().item<float>();

        [ModelScore("a_1")]
        internal static double A(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => 0;

        [ModelScore("b_lower", HigherIsBetter = false)]
        public static double B(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => 0;
    }

    private static class ReturnsText
    {
        [ModelScore("s")]
        public static string S(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => "";
    }

    private sealed class OnAnInstance
    {
        [ModelScore("s")]
        public double S(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => GetHashCode();
    }

    private static class FewerParameters
    {
        [ModelScore("s")]
        public static double S(Module<Tensor, Tensor> model, Tensor inputs) => 0;
    }

    private static class BadKey
    {
        [ModelScore("My Score")]
        public static double S(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => 0;
    }

    private static class TakenKey
    {
        [ModelScore("naswot")]
        public static double S(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => 0;
    }

    private static class TwiceTheKey
    {
        [ModelScore("s")]
        public static double S(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => 0;

        [ModelScore("s")]
        public static double T(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets) => 0;
    }
}
