using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Tables;

/// <summary>Networks over rows of numbers, states of games and graphs, small enough for a test.</summary>
public static class TableModels
{
    [ScoredModel(4, Classes = 2)]
    public static Module<Tensor, Tensor> QNetwork() => new QNetwork(observations: 4, actions: 2);

    [ScoredModel(4, Classes = 3, Loss = typeof(ActionValue))]
    public static Module<Tensor, Tensor> DuelingNetwork() => new DuelingNetwork(observations: 4, actions: 3);

    [ScoredModel(6, 5, Classes = 4)]
    public static Module<Tensor, Tensor> GraphNetwork() => new GraphNetwork(nodes: 6, features: 5, classes: 4);

    [ScoredModel(8, Classes = 5)]
    public static Module<Tensor, Tensor> SplineNetwork() => new SplineNetwork(inputs: 8, classes: 5);

    /// <summary>A policy and a value of one state: two outputs.</summary>
    [ScoredModel(4, Classes = 3, Loss = typeof(PolicyLoss))]
    public static Module<Tensor, (Tensor policy, Tensor value)> PolicyAndValue() => new PolicyAndValue(observations: 4, actions: 3);

    /// <summary>Observations and a state in, actions and a state out.</summary>
    [ScoredModel(5, 4, Classes = 3, Data = typeof(Episodes))]
    public static Module<Tensor, (Tensor hidden, Tensor cell)?, (Tensor actions, (Tensor hidden, Tensor cell) state)> RecurrentPolicy() => new RecurrentPolicy(observations: 4, actions: 3);

    /// <summary>A reconstruction with mean and logarithm of the variance of its code: three outputs.</summary>
    [ScoredModel(12, Loss = typeof(EvidenceBound), Data = typeof(Mixtures))]
    public static Module<Tensor, (Tensor reconstruction, Tensor mean, Tensor logVariance)> Variational() => new Variational(inputs: 12, code: 3);
}
