using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>A part without parameters.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Create">Makes it.</param>
internal sealed record FunctionPlan(string Name, Func<Module<Tensor, Tensor>> Create) : Plan
{
    /// <summary>max(0, x).</summary>
    public static FunctionPlan Relu { get; } = new("relu", () => ReLU());

    /// <summary>x.</summary>
    public static FunctionPlan Skip { get; } = new("skip", () => new Function("skip", x => x.alias()));

    /// <summary>[n × C × H × W] to [n × C], the mean over the positions.</summary>
    public static FunctionPlan GlobalPool { get; } = new("global average pool", () => new Function("pool", x => x.mean([2, 3])));

    /// <summary>[n × C × …] to [n × …].</summary>
    public static FunctionPlan Flatten { get; } = new("flatten", () => new Function("flatten", x => x.flatten(1)));

    /// <summary>Every second position from the second one on, with a zero row and column added at the end.</summary>
    public static FunctionPlan Shift { get; } = new("shift by one", () => new Function("shift", x => functional.pad(x, [0, 1, 0, 1]).narrow(2, 1, x.shape[2]).narrow(3, 1, x.shape[3])));

    public override bool IsZero => Name.StartsWith("zero", StringComparison.Ordinal);

    public override long Parameters => 0;

    protected override string Text => Name;

    /// <summary>Zeros of the size that a stride leaves.</summary>
    public static FunctionPlan Zero(long stride) => new($"zero, stride {stride}", () => new Function("zero", x => x.slice(2, 0, x.shape[2], stride).slice(3, 0, x.shape[3], stride) * 0));

    /// <summary>The first channels only.</summary>
    public static FunctionPlan Truncate(long channels) => new($"first {channels} channels", () => new Function("truncate", x => x.narrow(1, 0, channels)));

    /// <summary>Mean over the positions of the window that are inside; a window of even size is not padded.</summary>
    public static FunctionPlan AveragePool(long window, long stride) =>
        new($"avg pool {window}×{window}, stride {stride}", () => AvgPool2d(window, stride, (window - 1) / 2, count_include_pad: false));

    /// <summary>Largest position of the window; a window of even size is not padded.</summary>
    public static FunctionPlan MaxPool(long window, long stride) =>
        new($"max pool {window}×{window}, stride {stride}", () => MaxPool2d(window, stride, (window - 1) / 2));

    public override Module<Tensor, Tensor> Build() => Create();

    private sealed class Function(string name, Func<Tensor, Tensor> compute) : Module<Tensor, Tensor>(name)
    {
        public override Tensor forward(Tensor input) => compute(input);
    }
}
