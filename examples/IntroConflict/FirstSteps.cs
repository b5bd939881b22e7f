using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroConflict;

/// <summary>
/// The first steps of gradient descent. Each goes equally far, so that it is the direction that tells the networks apart, and not that
/// one has small gradients.
/// </summary>
internal static class FirstSteps
{
    private const double Length = 0.1;

    /// <summary>The loss before the first step and after each step.</summary>
    /// <param name="factory">Makes the network.</param>
    /// <param name="steps">Steps, each over the whole batch.</param>
    public static double[] Losses(Func<Module<Tensor, Tensor>> factory, int steps)
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        using var network = factory();
        var (inputs, targets) = Clusters.Batch(64, 0);
        var losses = new double[steps + 1];
        for (var step = 0; step <= steps; step++)
        {
            network.zero_grad();
            var loss = functional.cross_entropy(network.call(inputs), targets);
            losses[step] = loss.item<float>();
            loss.backward();
            Step(network);
        }

        return losses;
    }

    private static void Step(Module<Tensor, Tensor> network)
    {
        using var _ = no_grad();
        var norm = Math.Sqrt(network.parameters().Sum(p => p.grad!.square().sum().item<float>()));
        foreach (var parameter in network.parameters()) parameter.sub_(parameter.grad! * (Length / norm));
    }
}
