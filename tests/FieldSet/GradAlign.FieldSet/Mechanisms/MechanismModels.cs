using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Ways of holding, making and calling layers, each in a network just large enough to show it.</summary>
public static class MechanismModels
{
    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> Lambdas() => new Lambdas(inputs: 10, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> GenericBlocks() => new GenericBlocks<Mish>(inputs: 10, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> NamedBranches() => new NamedBranches(inputs: 10, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> BuiltByProperties() => new BuiltByProperties(inputs: 10, classes: 4);

    [ScoredModel(1, 12, 12, Classes = 4)]
    public static Module<Tensor, Tensor> ProbedSize() => new ProbedSize(size: 12, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> MadeOnFirstUse()
    {
        var model = new MadeOnFirstUse(classes: 4);
        using var warm = model.forward(zeros(1, 10));
        return model;
    }

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> ParameterStack() => new ParameterStack(inputs: 10, classes: 4);

    [ScoredModel(6, 10, Classes = 4)]
    public static Module<Tensor, Tensor> RelativeAttention() => new RelativeAttention(length: 6, width: 10, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> SpectralNorm() => new SpectralNorm(inputs: 10, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> StraightThrough() => new StraightThrough(inputs: 10, classes: 4);

    [ScoredModel(6, Loss = typeof(FieldError), Data = typeof(Springs))]
    public static Module<Tensor, Tensor> Hamiltonian() => new Hamiltonian(coordinates: 6);

    [ScoredModel(6, Loss = typeof(FieldError), Data = typeof(Springs))]
    public static Module<Tensor, Tensor> ForceField() => new ForceField(coordinates: 6);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> Checkpointed() => new Checkpointed(inputs: 10, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> Scripted() => new Scripted(inputs: 10, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> LowRankAdapters() => new LowRankAdapters(inputs: 10, classes: 4);

    [ScoredModel(10, Classes = 4)]
    public static Module<Tensor, Tensor> InheritedBase() => new InheritedBase(inputs: 10, classes: 4);
}
