using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>A convolution without bias.</summary>
/// <param name="Inputs">Channels in.</param>
/// <param name="Outputs">Channels out.</param>
/// <param name="Kernel">Height and width of the kernel.</param>
internal sealed record ConvolutionPlan(long Inputs, long Outputs, (long Height, long Width) Kernel) : Plan
{
    public ConvolutionPlan(long inputs, long outputs, long kernel)
        : this(inputs, outputs, (kernel, kernel))
    {
    }

    /// <summary>Stride, down and across.</summary>
    public (long Down, long Across) Stride { get; init; } = (1, 1);

    /// <summary>Dilation, the same both ways.</summary>
    public long Dilation { get; init; } = 1;

    /// <summary>Groups.</summary>
    public long Groups { get; init; } = 1;

    public override long Parameters => Outputs * (Inputs / Groups) * Kernel.Height * Kernel.Width;

    protected override string Text =>
        $"conv {Kernel.Height}×{Kernel.Width} {Inputs} -> {Outputs}{(Stride == (1, 1) ? "" : $", stride {Stride.Down}×{Stride.Across}")}{(Dilation == 1 ? "" : $", dilation {Dilation}")}{(Groups == 1 ? "" : $", groups {Groups}")}: {Parameters}";

    // Padded so that stride 1 keeps the size.
    public override Module<Tensor, Tensor> Build() => Conv2d(
        Inputs, Outputs, Kernel, Stride, (Dilation * (Kernel.Height - 1) / 2, Dilation * (Kernel.Width - 1) / 2), (Dilation, Dilation), groups: Groups, bias: false);
}
