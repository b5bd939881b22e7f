using System.Reflection;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Xunit;
using IntroScore;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing.Tests;

public sealed class ScoredModelIdsTests
{
    [Fact]
    public void Models_of_a_type_are_those_it_declares() =>
        Assert.Equal(["ResNet20", "MlpShallow", "MlpDeepNormalised", "MlpDeepPlain", "MlpDeepSigmoid", "CnnNormalised", "CnnPlain", "VisionTransformer", "CnnDeadBranch"], ScoredModelIds.DeclaredBy(typeof(ScoredModels)));

    [Fact]
    public void Type_without_models_is_an_error() =>
        Assert.Equal(Rules.NoModels.Id, Assert.Throws<ScoringException>(() => ScoredModelIds.DeclaredBy(typeof(RelationTests))).Finding.Id);

    [Fact]
    public void Attribute_without_a_type_means_the_tests_own_assembly() =>
        Assert.Equal(["Squared", "Own", "NextToken", "Nested"], new ScoredModelsAttribute().Ids((MethodInfo)MethodBase.GetCurrentMethod()!).Order(StringComparer.Ordinal).Reverse());

    [Fact]
    public void Attribute_with_an_assembly_means_that_one() =>
        Assert.Contains("ResNet20", new ScoredModelsAttribute { AssemblyOf = typeof(ScoredModels) }.Ids((MethodInfo)MethodBase.GetCurrentMethod()!));

    [Theory]
    [ScoredModels(typeof(OwnModels))]
    public void Theory_gets_each_model(string model) => Assert.Contains(model, (string[])["Own", "Nested"]);

    public static class OwnModels
    {
        [ScoredModel(5, Classes = 3)]
        public static Module<Tensor, Tensor> Own() => Net.Small();

        public static class Inner
        {
            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Nested() => Net.Small();
        }
    }
}
