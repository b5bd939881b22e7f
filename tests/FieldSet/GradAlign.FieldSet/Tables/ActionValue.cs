using static TorchSharp.torch;

namespace GradAlign.FieldSet.Tables;

/// <summary>Squared error of the value of the action that was taken, which should be one.</summary>
internal static class ActionValue
{
    /// <param name="output">[n, actions].</param>
    /// <param name="target">The actions, [n].</param>
    /// <returns>[n].</returns>
    public static Tensor Loss(Tensor output, Tensor target) => (output.gather(1, target.unsqueeze(1)).squeeze(1) - 1).square();
}
