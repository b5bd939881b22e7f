using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>Builds networks that begin otherwise than TorchSharp's do.</summary>
internal static class InitialisedNetwork
{
    /// <summary>Builds a plan and draws its weights, with torch's generator as it stands: the seed of a model sets these too.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="initialisation">How its weights begin.</param>
    public static Module<Tensor, Tensor> Build(Plan plan, Initialisation initialisation)
    {
        var network = plan.Build();
        if (initialisation == Initialisation.Default) return network;

        // Every parameter of two dimensions or more is the weight of a convolution or a linear layer in a plan.
        foreach (var weight in network.parameters().Where(p => p.dim() >= 2))
        {
            if (initialisation == Initialisation.Kaiming) init.kaiming_normal_(weight, mode: init.FanInOut.FanIn, nonlinearity: init.NonlinearityType.ReLU);
            else init.xavier_normal_(weight);
        }

        return network;
    }
}
