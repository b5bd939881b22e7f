using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Verdicts;

public sealed class LossAboveChanceTests
{
    private static readonly ModelCase Case = new() { Name = "M", TypeName = "T", MethodName = "M", InputShape = [20], Classes = 10 };

    [Theory]
    [InlineData(1, false)]
    [InlineData(1000, true)]
    public void A_network_whose_outputs_explode_is_warned_of_and_told_what_to_try(double gain, bool isWarned)
    {
        var report = Score(gain, Case, explain: true);
        Assert.Equal(isWarned, Found(report) is not null);
        Assert.Equal(isWarned, report.Explanation!.Advice.Any(a => a.Action.Contains("gain of the initialisation", StringComparison.Ordinal)));
        if (isWarned) Assert.Equal((Severity.Warning, Outcome.Pass), (Found(report)!.Severity, Judge.Verdict(report, new() { MaxConflict = 1, MaxCollapse = 1, WarnConflict = 1, WarnCollapse = 1 }, 16).Outcome));
    }

    [Fact]
    public void The_message_says_the_loss_and_that_of_a_guess() =>
        Assert.Contains("that of a guess (2.30)", Found(Score(1000, Case))!.Message, StringComparison.Ordinal);

    [Fact]
    public void By_blocks_of_samples_the_loss_is_the_same()
    {
        static string Number(ModelReport report) => Found(report)!.Message.Split(',')[1];
        Assert.Equal(Number(Score(1000, Case)), Number(Score(1000, Case, memory: 24_000)));
    }

    [Fact]
    public void A_loss_of_ones_own_has_no_chance_to_be_held_against() =>
        Assert.Null(Found(ScoringPipeline.Score(Case, () => Model(1000), SyntheticSource.For(Case), Options(null), loss: new TenfoldLoss())));

    [Fact]
    public void One_class_is_guessed_without_a_loss_and_warned_of_by_nobody() => Assert.Equal(0, new CrossEntropy(1).Chance);

    private static ModelReport Score(double gain, ModelCase model, bool explain = false, long? memory = null) =>
        ScoringPipeline.Score(model, () => Model(gain), SyntheticSource.For(model), Options(memory), explain: explain);

    private static ScoringOptions Options(long? memory) => new() { BatchSize = 16, Repeats = 2, Device = "cpu", Memory = memory };

    private static Finding? Found(ModelReport report) => report.Findings.FirstOrDefault(f => f.Id == Rules.LossAboveChance.Id);

    private static Module<Tensor, Tensor> Model(double gain) => Sequential(Linear(20, 64), ReLU(), new Gain(gain), Linear(64, 10));

    private sealed class Gain(double gain) : Module<Tensor, Tensor>(nameof(Gain))
    {
        public override Tensor forward(Tensor input) => gain * input;
    }

    private sealed class TenfoldLoss : ISampleLoss
    {
        public string Name => "tenfold";

        public Tensor Of(Tensor output, Tensor targets) => 10 * functional.cross_entropy(output, targets, reduction: Reduction.None);

        public void Check(Tensor output, Tensor targets)
        {
        }
    }
}
