using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Inputs;

/// <summary>Data types as users write them, right and wrong.</summary>
internal static class UserBatches
{
    internal static class Good
    {
        public static readonly Tensor Kept = ones(4, 1, 4, 5);

        public static (Tensor inputs, Tensor targets) Batch(int size, long seed) => (Kept, full([size], seed, int64));
    }

    internal static class Missing;

    internal sealed class NotStatic
    {
        private readonly float scale = 2;

        public (Tensor, Tensor) Batch(int size, long seed) => (full([size], scale, float32), full([size], seed, int64));
    }

    internal static class WrongParameters
    {
        public static (Tensor, Tensor) Batch(int size) => (ones(size), zeros(size));
    }

    internal static class WrongResult
    {
        public static Tensor Batch(int size, long seed) => full([size], seed, float32);
    }

    internal static class Throwing
    {
        public static (Tensor, Tensor) Batch(int size, long seed) => throw new InvalidOperationException($"no disk {size} {seed}");
    }

    internal static class Null
    {
        public static (Tensor, Tensor) Batch(int size, long seed) => (full([size], seed, float32), null!);
    }

    internal static class ThrowingConstructor
    {
        private static readonly Tensor Samples = Load();

        public static (Tensor, Tensor) Batch(int size, long seed) => (Samples, full([size], seed, int64));

        private static Tensor Load() => throw new FileNotFoundException("samples.npy is gone");
    }
}
