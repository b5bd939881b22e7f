using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Failures;

/// <summary>What a user is told of code that fails: the own line, and what to write.</summary>
public sealed class FailureMessageTests
{
    [Theory]
    [InlineData("throws", "GA0004", "threw InvalidOperationException on an input of shape [2, 12]: the table is empty, at FaultyModel.forward (")]
    [InlineData("reshapes", "GA0005", "write x.shape[0] or -1 where the batch size stands as a number")]
    public void A_forward_pass_that_throws_names_the_line_of_the_model(string fault, string id, string expected)
    {
        var finding = Finding(() => new FaultyModel(fault));
        Assert.Equal(id, finding.Id);
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
        Assert.Contains($"{nameof(FaultyModel)}.cs:{FaultyModel.Line})", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_does_not_fit_names_the_module_that_called_the_layer() =>
        Assert.Matches(@"at Wide\.forward \(.*FailureMessageTests\.cs:\d+\)\. Check that the shape in \[ScoredModel\]", Finding(() => new Wide()).Message);

    [Fact]
    public void A_model_without_code_of_its_own_names_no_frame() =>
        Assert.DoesNotContain(", at ", Finding(() => nn.Sequential(("a", nn.Linear(7, 3)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Tokens_that_should_be_declared_are_asked_for() =>
        Assert.Contains("write Vocabulary = N in [ScoredModel]", Finding(() => new FaultyModel("tokens")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_constructor_that_throws_is_told_with_its_line() =>
        Assert.Matches(@"M\(\) threw IOException: no weights\.bin, at new FaultyModel \(.*FaultyModel\.cs:\d+\)\. The factory", Finding(() => new FaultyModel("constructor")).Message);

    [Theory]
    [InlineData("output disposed", "The forward of Inner ('inner') returns a tensor that it has disposed")]
    [InlineData("own output disposed", "The forward of FaultyModel returns a tensor that it has disposed")]
    public void A_tensor_that_is_disposed_on_return_is_laid_to_the_innermost_module(string fault, string expected)
    {
        var finding = Finding(() => new FaultyModel(fault));
        Assert.Equal("GA0004", finding.Id);
        Assert.StartsWith(expected, finding.Message, StringComparison.Ordinal);
        Assert.Contains("return x.MoveToOuterDisposeScope()", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_disposes_its_input_is_told_so() =>
        Assert.StartsWith("The forward of FaultyModel disposes its input", Finding(() => new FaultyModel("input disposed")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_module_that_returns_null_is_named() =>
        Assert.StartsWith("The forward of Inner ('inner') returns null", Finding(() => new FaultyModel("returns null")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("cache", "A new model takes that pass, so forward keeps something of an earlier one")]
    [InlineData("training", "NotSupportedException: not in training, at FaultyModel.forward (")]
    [InlineData("batch in code", "write x.shape[0] or -1 where the batch size stands as a number")]
    public void A_later_pass_that_throws_is_told_from_the_first(string fault, string expected)
    {
        var finding = Finding(() => new FaultyModel(fault));
        Assert.Equal("GA0004", finding.Id);
        Assert.StartsWith("A first forward pass of 2 samples in evaluation mode went well, one of ", finding.Message, StringComparison.Ordinal);
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_pass_is_tried_on_a_new_model_of_the_same_precision() =>
        Assert.Contains("A new model takes that pass", Finding(() => new FaultyModel("cache"), ScoringPrecision.Float64).Message, StringComparison.Ordinal);

    private static Finding Finding(Func<nn.Module<Tensor, Tensor>> factory, ScoringPrecision precision = ScoringPrecision.Float32)
    {
        var model = new ModelCase { Name = "M", TypeName = "T", MethodName = "M", InputShape = [12], Classes = 3 };
        var report = ScoringPipeline.Score(model, factory, BatchSource.Open(model, "synthetic", null), new() { BatchSize = 16, Repeats = 1, Precision = precision });
        return Assert.Single(report.Findings, f => f.Severity == Severity.Error);
    }

    private sealed class Wide : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear layer = nn.Linear(13, 3);

        public Wide() : base(nameof(Wide)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layer.call(input);
    }
}
