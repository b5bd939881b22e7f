using static TorchSharp.torch;

namespace GradAlign.FieldSet.Tables;

/// <summary>Cross-entropy of the policy, and the squared error of a value that should be one for the first action and zero for the others.</summary>
internal static class PolicyLoss
{
    /// <param name="output">Logarithms of probabilities [n, actions], and values [n, 1].</param>
    /// <param name="target">The actions, [n].</param>
    /// <returns>[n].</returns>
    public static Tensor Loss((Tensor policy, Tensor value) output, Tensor target)
    {
        var likelihood = output.policy.gather(1, target.unsqueeze(1)).squeeze(1);
        return (output.value.squeeze(1) - target.eq(0).to(output.value.dtype)).square() - likelihood;
    }
}
