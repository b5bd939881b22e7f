using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Discovery;

/// <summary>Models as people write them who do not know of GradAlign.</summary>
internal static class Zoo
{
    public enum Size
    {
        Small,
        Large,
    }

    public static Module<Tensor, Tensor> Made() => Linear(5, 3);

    public static Module<Tensor, Tensor> Sized(int width, bool bias = true, double scale = 2.5, Size size = Size.Large, int? more = null) =>
        new Told($"{width} {bias} {FormattableString.Invariant($"{scale}")} {size} {more}");

    public static object Hidden() => new Plain();

    public static Module<Tensor, Tensor, Tensor> TwoInputs() => throw new NotSupportedException();

    public static Module<Tensor, Tensor> Generic<T>() => throw new NotSupportedException(typeof(T).Name);

    public static string NoModule() => "";

    internal sealed class Plain() : Module<Tensor, Tensor>(nameof(Plain))
    {
        public override Tensor forward(Tensor input) => input;
    }

    internal sealed class Told(string name) : Module<Tensor, Tensor>(name)
    {
        public override Tensor forward(Tensor input) => input;
    }

    internal sealed class Counted : Module<Tensor, Tensor>
    {
        public Counted(string name, int classes, Device? device = null) : base($"{name} {classes} {device}")
        {
        }

        public override Tensor forward(Tensor input) => input;
    }

    internal abstract class Unfinished(string name) : Module<Tensor, Tensor>(name);
}
