using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Rewriting;
using TorchSharp;
using static TorchSharp.torch;
using Assembly = System.Reflection.Assembly;

namespace GradAlign.FieldSet.Tests;

/// <summary>The copy of an assembly that the scoring process runs, against the assembly as it was built: field set and examples.</summary>
public sealed class CopyTests
{
    private static readonly string[] Examples = ["IntroScore", "IntroLanguageModel", "IntroCustomRule", "IntroCustomScore"];

    private static readonly (string Name, Assembly Built, ModelCase Model)[] Models =
    [
        .. FieldScores.Models.Select(m => (m.Model.Name, Assembly.Load(m.Project), m.Model)),
        .. Examples.Select(Assembly.Load).SelectMany(a => ModelDiscovery.Discover(a.Location).Models.Select(m => ($"{a.GetName().Name}.{m.Name}", a, m))),
    ];

    public static TheoryData<string> All => [.. Models.Select(m => m.Name)];

    [Theory, MemberData(nameof(All))]
    public void Copy_of_a_model_has_its_output_and_gradients_bit_by_bit(string name)
    {
        using var scope = NewDisposeScope();
        var (_, built, model) = Models.Single(m => m.Name == name);
        var copy = UserContext.Shared.LoadUser(built.Location);
        Assert.NotSame(built, copy);
        var (expected, actual) = (Pass(built, model), Pass(copy, model));
        Assert.Equal(expected.Select(e => e.Name), actual.Select(a => a.Name));
        Assert.All(expected.Zip(actual), pair => Assert.True(IsSame(pair.First.Value, pair.Second.Value, isScript: name == "Scripted"), pair.First.Name));
    }

    // A training pass of a few samples: the losses, and the gradient of every parameter that has one.
    private static (string Name, Tensor Value)[] Pass(Assembly assembly, ModelCase model)
    {
        const int Samples = 4;
        using var drawn = BatchSource.Open(model, null, assembly).Draw(Samples, 1);
        var batch = drawn with { Loss = ModelLoss.Open(model, assembly) };
        var network = new ScoredNetwork(ModelFactory.Create(model, UserAssembly.Factory(assembly, model), 1, CPU));
        manual_seed(2);
        var losses = network.Losses(batch);
        losses.sum().backward();
        return [("losses", losses.detach()), .. network.Root.named_parameters().Where(p => p.parameter.grad is not null).Select(p => (p.name, Dense(p.parameter.grad!)))];
    }

    // TorchScript rounds as it has optimised what it has seen so far: two runs of one assembly differ too.
    private static bool IsSame(Tensor expected, Tensor actual, bool isScript) => isScript ? expected.allclose(actual, rtol: 1e-4) : expected.equal(actual).all().item<bool>();

    private static Tensor Dense(Tensor gradient) => gradient.is_sparse ? gradient.to_dense() : gradient;
}
