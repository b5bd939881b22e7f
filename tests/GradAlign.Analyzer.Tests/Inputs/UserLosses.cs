using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Inputs;

/// <summary>Loss types as users write them, right and wrong; outputs are [n, 1] and targets [n].</summary>
internal static class UserLosses
{
    internal static class EachSample
    {
        public static Tensor Loss(Tensor output, Tensor target) => (output.squeeze(-1) - target).abs();
    }

    internal static class Mean
    {
        public static Tensor Loss(Tensor output, Tensor target) => (output.squeeze(-1) - target).abs().mean();
    }

    internal static class Missing;

    internal static class WrongParameters
    {
        public static Tensor Loss(Tensor output) => output;
    }

    internal sealed class NotStatic
    {
        private readonly double factor = 2;

        public Tensor Loss(Tensor output, Tensor target) => (output.squeeze(-1) - target) * factor;
    }

    internal static class Throwing
    {
        public static Tensor Loss(Tensor output, Tensor target) => throw new InvalidOperationException($"no loss for {output.shape[0]}");
    }

    internal static class ThrowingInTorch
    {
        public static Tensor Loss(Tensor output, Tensor target) => output.view(7, 3) - target;
    }

    internal static class Null
    {
        public static Tensor Loss(Tensor output, Tensor target) => null!;
    }

    internal static class ByPosition
    {
        public static Tensor Loss(Tensor output, Tensor target) => (output.squeeze(-1) - target).abs().unsqueeze(1).repeat(1, 3);
    }

    internal static class Integers
    {
        public static Tensor Loss(Tensor output, Tensor target) => (output.squeeze(-1) > target).to(int64);
    }

    // [n, 1] − [n] is [n, n]: the mistake that nothing in torch objects to.
    internal static class Broadcasting
    {
        public static Tensor Loss(Tensor output, Tensor target) => (output - target).abs().mean([1]);
    }

    internal static class ChangingItsTarget
    {
        public static Tensor Loss(Tensor output, Tensor target) => (output.squeeze(-1) - target.add_(1)).abs();
    }
}
