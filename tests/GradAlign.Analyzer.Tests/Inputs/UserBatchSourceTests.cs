using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class UserBatchSourceTests
{
    [Fact]
    public void Batch_gets_the_size_and_the_seed()
    {
        var source = Of(typeof(UserBatches.Good));
        using var batch = source.Draw(4, 2);
        BatchCheck.Check(batch, Model(), 4);
        Assert.Equal([2, 2, 2, 2], Labels(batch));
        Assert.Equal(("batch", typeof(UserBatches.Good).FullName), (source.Description.Kind, source.Description.Name));
    }

    [Fact]
    public void Disposing_a_batch_leaves_the_users_tensors_alone()
    {
        Of(typeof(UserBatches.Good)).Draw(4, 2).Dispose();
        Assert.Equal(80, UserBatches.Good.Kept.sum().item<float>());
    }

    [Fact]
    public void Assembly_qualified_type_is_found() =>
        Assert.Equal("batch", BatchSource.Open(Model(typeof(UserBatches.Good).AssemblyQualifiedName), null, typeof(Uri).Assembly).Description.Kind);

    [Fact]
    public void Unknown_type_is_a_configuration_error() =>
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Model("No.Such"), null, GetType().Assembly), "No.Such", "GradAlign.Analyzer.Tests");

    [Fact]
    public void Unknown_assembly_is_a_configuration_error() =>
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Model("No.Such, NoAssembly"), null, GetType().Assembly), "cannot be loaded", "NoAssembly");

    [Fact]
    public void Missing_method_shows_the_signature() =>
        Fails(Rules.InvalidConfiguration, () => Of(typeof(UserBatches.Missing)), "no method Batch", "Batch(int size, long seed)");

    [Theory]
    [InlineData(typeof(UserBatches.NotStatic), "it is: ValueTuple`2 Batch(Int32, Int64)")]
    [InlineData(typeof(UserBatches.WrongParameters), "it is: static ValueTuple`2 Batch(Int32)")]
    [InlineData(typeof(UserBatches.WrongResult), "it is: static Tensor Batch(Int32, Int64)")]
    public void Wrong_signature_shows_what_it_is(Type type, string seen) =>
        Fails(Rules.InvalidConfiguration, () => Of(type), "Batch(int size, long seed)", seen);

    [Fact]
    public void Throwing_method_is_the_users_failure_unwrapped()
    {
        var exception = Assert.Throws<ScoringException>(() => Of(typeof(UserBatches.Throwing)).Draw(4, 7));
        Assert.Equal(Rules.UserCodeFailed.Id, exception.Finding.Id);
        Assert.Contains("Batch(4, 7) threw InvalidOperationException: no disk 4 7", exception.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    [Fact]
    public void Throwing_static_constructor_shows_its_cause() =>
        Fails(Rules.UserCodeFailed, () => Of(typeof(UserBatches.ThrowingConstructor)).Draw(4, 7), "threw FileNotFoundException", "samples.npy is gone");

    [Fact]
    public void Null_tensor_is_the_users_failure() =>
        Fails(Rules.UserCodeFailed, () => Of(typeof(UserBatches.Null)).Draw(4, 7), "returned null targets");

    private static IBatchSource Of(Type type) => BatchSource.Open(Model(type.FullName), null, type.Assembly);
}
