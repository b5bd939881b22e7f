using GradAlign.NasBench.Plans;

namespace GradAlign.NasBench.Spaces;

/// <summary>The operations of the spaces with two-input cells (DARTS, and NDS: ENAS, PNAS, Amoeba, NASNet).</summary>
internal static class CellOperation
{
    /// <summary>The plan of an operation that keeps the channels.</summary>
    /// <exception cref="FormatException">There is no such operation.</exception>
    public static Plan Plan(string name, long channels, long stride)
    {
        return name switch
        {
            "none" => FunctionPlan.Zero(stride),
            "skip_connect" when stride == 1 => FunctionPlan.Skip,
            "skip_connect" => FactorizedReduce(channels, channels),
            "conv_1x1" => Blocks.ReluConvNorm(channels, channels, 1, stride),
            "conv_3x3" => Blocks.ReluConvNorm(channels, channels, 3, stride),
            "conv_3x1_1x3" => Split(3),
            "conv_7x1_1x7" => Split(7),
            _ => name.Split('_') switch
            {
                ["avg", "pool", var window] => FunctionPlan.AveragePool(Window(window), stride),
                ["max", "pool", var window] => FunctionPlan.MaxPool(Window(window), stride),
                ["sep", "conv", var kernel] => SequencePlan.Of(Separable(Window(kernel), stride, 1), Separable(Window(kernel), 1, 1)),
                ["dil", "conv", var kernel] => Separable(Window(kernel), stride, 2),
                ["dil", "sep", "conv", var kernel] => SequencePlan.Of(Separable(Window(kernel), stride, 2), Separable(Window(kernel), 1, 2)),
                _ => throw Unknown(),
            },
        };

        long Window(string text) => text.Split('x') is [var side, var other] && side == other && long.TryParse(side, out var window) ? window : throw Unknown();

        Plan Separable(long kernel, long by, long dilation) => SequencePlan.Of(
            FunctionPlan.Relu,
            new ConvolutionPlan(channels, channels, kernel) { Stride = (by, by), Dilation = dilation, Groups = channels },
            new ConvolutionPlan(channels, channels, 1),
            new BatchNormPlan(channels));

        Plan Split(long kernel) => SequencePlan.Of(
            FunctionPlan.Relu,
            new ConvolutionPlan(channels, channels, (1, kernel)) { Stride = (1, stride) },
            new ConvolutionPlan(channels, channels, (kernel, 1)) { Stride = (stride, 1) },
            new BatchNormPlan(channels));

        FormatException Unknown() => new($"'{name}' is no operation of DARTS or NDS.");
    }

    /// <summary>Halves the size: two 1×1 convolutions of stride 2, the second one from the next position, side by side.</summary>
    public static Plan FactorizedReduce(long inputs, long outputs)
    {
        var graph = new GraphBuilder();
        var relu = graph.Sum("relu", (0, FunctionPlan.Relu));
        var halves = graph.Concatenate("halves",
            (relu, new ConvolutionPlan(inputs, outputs / 2, 1) { Stride = (2, 2) }),
            (relu, SequencePlan.Of(FunctionPlan.Shift, new ConvolutionPlan(inputs, outputs - outputs / 2, 1) { Stride = (2, 2) })));
        graph.Sum("norm", (halves, new BatchNormPlan(outputs)));
        return graph.Build();
    }
}
