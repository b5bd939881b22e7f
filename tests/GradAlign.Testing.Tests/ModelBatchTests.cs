using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing.Tests;

public sealed class ModelBatchTests
{
    [Fact]
    public async Task Method_of_a_batch_is_found_in_the_other_process()
    {
        var score = await ArchitectureAssert.ScoreAsync(() => Net.Small(), ModelBatch.From((size, seed) => Labelled(size, seed), 3, 5));

        Assert.Null(score.WhyInProcess);
        Assert.Equal("batch", score.Report.Data!.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Model_of_two_inputs_is_scored_on_a_batch_of_both(bool inProcess)
    {
        var score = await ArchitectureAssert.ScoreAsync(() => new Net.Scaled(), ModelBatch.From((size, seed) => Scaled(size, seed), 3, 5), new ScoreOptions { InProcess = inProcess, Repeats = 1 });

        Assert.Equal("batched", score.Report.Engine);
        Assert.NotNull(score.Report[ScoreCatalog.Conflict]!.Mean);
    }

    [Fact]
    public async Task Batch_that_captures_is_scored_in_the_tests_process()
    {
        var (inputs, targets) = Labelled(64, 0);
        var score = await ArchitectureAssert.ScoreAsync(() => Net.Small(), ModelBatch.From((_, _) => (inputs, targets), 3, 5));

        Assert.Equal("the batch captures variables", score.WhyInProcess);
        Assert.Equal(64, inputs.shape[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Language_model_is_scored_on_tokens(bool inProcess)
    {
        var score = await ArchitectureAssert.ScoreAsync(() => UnlabelledModels.NextToken(), ModelBatch.LanguageModel(30, 8), new ScoreOptions { InProcess = inProcess, Repeats = 1 });

        Assert.Equal((30, 0), (score.Report.Vocabulary, score.Report.Classes));
        Assert.NotNull(score.Report[ScoreCatalog.Conflict]!.Mean);
    }

    [Theory]
    [InlineData(nameof(UnlabelledModels.NextToken))]
    [InlineData(nameof(UnlabelledModels.Squared))]
    public async Task Attributed_model_with_a_vocabulary_or_a_loss_of_its_own_is_scored_alike_in_both_processes(string model)
    {
        var (child, own) = (await ArchitectureAssert.ScoreAsync(typeof(UnlabelledModels), model, new ScoreOptions { Repeats = 1 }), await ArchitectureAssert.ScoreAsync(typeof(UnlabelledModels), model, new ScoreOptions { Repeats = 1, InProcess = true }));

        Assert.Equal(child.Report.Loss, own.Report.Loss);
        Assert.Equal(child.Report[ScoreCatalog.Conflict]!.Mean!.Value, own.Report[ScoreCatalog.Conflict]!.Mean!.Value, 1e-5);
    }

    [Fact]
    public async Task Classifier_of_tokens_is_scored_on_tokens()
    {
        var score = await ArchitectureAssert.ScoreAsync(() => Sequential(("embed", Embedding(30, 6)), ("flat", Flatten()), ("head", Linear(48, 3))), ModelBatch.Tokens(30, 3, 8), new ScoreOptions { Repeats = 1 });

        Assert.Equal((30, 3), (score.Report.Vocabulary, score.Report.Classes));
    }

    [Fact]
    public void Data_that_are_not_there_fail() =>
        Assert.Equal(Rules.InvalidConfiguration.Id, Assert.Single(Assert.Throws<ArchitectureAssertException>(() =>
            ArchitectureAssert.That(() => Net.Small(), ModelBatch.FromData("idx:no,where", 3, 5), new ScoreOptions { InProcess = true })).Failure.Findings).Id);

    [Fact]
    public void Batch_without_a_shape_or_with_one_class_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => ModelBatch.Synthetic(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelBatch.Synthetic(1, 5));
    }

    private static (Tensor, Tensor, Tensor) Scaled(int size, long seed)
    {
        var (inputs, targets) = Labelled(size, seed);
        return (inputs, ones(size, 1), targets);
    }

    private static (Tensor Inputs, Tensor Targets) Labelled(int size, long seed)
    {
        using var generator = new Generator((ulong)seed);
        return (randn(size, 5, generator: generator), arange(size, dtype: int64).remainder(3));
    }
}
