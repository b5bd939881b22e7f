using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Verdicts;

/// <summary>GA1008 tells a gradient that has vanished from one that is not there.</summary>
public sealed class DeadLayerMessageTests
{
    private const string Absent = "No gradient, ";
    private const string Vanished = "The gradient has vanished in ";

    [Theory]
    [InlineData(0.0, null, "1 hidden layer, 33 % of them, is dead and does not train. No gradient, or none above 1e-22, reaches first.weight: unused, or shut off")]
    [InlineData(1e-9, null, "The gradient has vanished in first.weight: its rms is ")]
    [InlineData(1e-9, 0.0, "2 hidden layers, 67 % of them, are dead and do not train. No gradient, or none above 1e-22, reaches second.weight: ")]
    public void Each_dead_layer_is_told_of_its_own_kind(double first, double? second, string expected)
    {
        var message = Message(first, second ?? 1);
        Assert.StartsWith("On noise, ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Equal(first == 0 || second == 0, message.Contains(Absent, StringComparison.Ordinal));
        Assert.Equal(first > 0, message.Contains(Vanished, StringComparison.Ordinal));
    }

    [Fact]
    public void A_vanished_gradient_is_told_with_its_size_and_its_share_of_the_largest() =>
        Assert.Matches(@"its rms is \d(\.\d)?e-1\d in first\.weight, \d(\.\d)?e-\d+ of that in \w+\.weight\.", Message(1e-9, 1));

    private static string Message(double first, double second)
    {
        var model = new ModelCase { Name = "M", TypeName = "T", MethodName = "M", InputShape = [12], Classes = 3 };
        var report = ScoringPipeline.Score(model, () => new Scaled(first, second), SyntheticSource.For(model), new() { BatchSize = 16, Repeats = 1 });
        return Assert.Single(Judge.Verdict(report, new() { MaxConflict = 1, MaxCollapse = 1 }, 16).Findings, f => f.Id == Rules.DeadLayers.Id).Message;
    }

    private sealed class Scaled : nn.Module<Tensor, Tensor>
    {
        private readonly (double First, double Second) scale;
        private readonly Linear first = nn.Linear(12, 16);
        private readonly Linear second = nn.Linear(12, 16);
        private readonly Linear third = nn.Linear(12, 16);
        private readonly Linear head = nn.Linear(16, 3);

        public Scaled(double first, double second) : base(nameof(Scaled))
        {
            scale = (first, second);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => head.call(third.call(input) + scale.First * first.call(input) + scale.Second * second.call(input));
    }
}
