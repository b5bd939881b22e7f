using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Discovery;

public sealed class ModelDeclarationTests
{
    private static readonly DiscoveryResult Found = ModelDiscovery.Discover(typeof(ModelDeclarationTests).Assembly.Location);

    [Theory]
    [InlineData(nameof(DeclaredModels.LanguageModel), 0, 100, null)]
    [InlineData(nameof(DeclaredModels.TextClassifier), 3, 100, null)]
    [InlineData(nameof(DeclaredModels.Regression), 0, 0, "GradAlign.Analyzer.Tests.Inputs.UserLosses+EachSample")]
    public void Model_carries_its_vocabulary_and_its_loss(string name, int classes, int vocabulary, string? loss)
    {
        var model = Assert.Single(Found.Models, m => m.Name == name);
        Assert.Equal((classes, vocabulary, loss), (model.Classes, model.Vocabulary, model.LossType));
    }

    [Fact]
    public void Loss_of_another_assembly_is_left_to_the_scoring_process() =>
        Assert.StartsWith("System.Uri, ", Assert.Single(Found.Models, m => m.Name == nameof(DeclaredModels.LossElsewhere)).LossType, StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(DeclaredModels.NeitherClassesNorLoss), "names no Classes", "Vocabulary", "Loss")]
    [InlineData(nameof(DeclaredModels.OneClass), "Classes = 1", "at least 2")]
    [InlineData(nameof(DeclaredModels.OneToken), "Vocabulary = 1", "at least 2 tokens")]
    [InlineData(nameof(DeclaredModels.LossMissing), "UserLosses+Missing", "static Tensor Loss(Tensor output, Tensor target)")]
    [InlineData(nameof(DeclaredModels.LossNotStatic), "UserLosses+NotStatic", "no method Loss")]
    [InlineData(nameof(DeclaredModels.LossOfOneParameter), "UserLosses+WrongParameters", "no method Loss")]
    [InlineData(nameof(DeclaredModels.BatchMissing), "UserBatches+Missing", "Batch(int size, long seed)")]
    public void Misused_attribute_is_a_configuration_error_at_its_line_and_no_model(string name, params string[] parts)
    {
        Assert.DoesNotContain(Found.Models, m => m.MethodName == name);
        var problem = Assert.Single(Found.Problems, p => p.Model!.EndsWith("." + name, StringComparison.Ordinal));
        Assert.Equal(Rules.InvalidConfiguration.Id, problem.Finding.Id);
        Assert.All(parts, part => Assert.Contains(part, problem.Finding.Message, StringComparison.Ordinal));
        Assert.Contains($" {name}()", File.ReadLines(problem.Source!.File).ElementAt(problem.Source.Line - 1), StringComparison.Ordinal);
    }
}
