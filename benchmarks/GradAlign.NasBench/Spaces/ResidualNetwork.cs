using System.Globalization;
using System.Text.Json;
using GradAlign.NasBench.Plans;

namespace GradAlign.NasBench.Spaces;

/// <summary>
/// ResNet and ResNeXt of NDS (Radosavovic et al., ICCV 2019) for 32×32 images: stages of residual blocks with depth, width, stride,
/// bottleneck ratio and groups each. Basic blocks are two 3×3 convolutions; bottlenecks have a ratio, and groups in the middle.
/// </summary>
/// <param name="Stages">The stages.</param>
/// <param name="IsBottleneck">Whether blocks are bottlenecks.</param>
internal sealed record ResidualNetwork(IReadOnlyList<ResidualNetwork.Stage> Stages, bool IsBottleneck)
{
    private const long DefaultStem = 16;

    /// <summary>Reads a network from a line of JSON: <c>ds</c>, <c>ws</c>, <c>ss</c> (depths, widths, strides), for bottlenecks <c>bot_muls</c> and <c>num_gs</c>.</summary>
    public static Cell Cell(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        double[] depths = Numbers("ds"), widths = Numbers("ws"), strides = Numbers("ss"), ratios = Numbers("bot_muls"), groups = Numbers("num_gs");
        if (widths.Length != depths.Length || strides.Length != depths.Length)
            throw new FormatException("ds, ws and ss must have an entry a stage each.");
        var network = new ResidualNetwork(
            [.. depths.Select((d, i) => new Stage((int)d, (long)widths[i], (long)strides[i], i < ratios.Length ? ratios[i] : 1, i < groups.Length ? (long)groups[i] : 1))],
            ratios.Length > 0);
        return new(
            root.TryGetProperty("index", out var index) ? index.GetInt64().ToString(CultureInfo.InvariantCulture) : line,
            network.Plan,
            root.TryGetProperty("params", out var parameters) ? parameters.GetInt64() : null);

        double[] Numbers(string name) => root.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(e => e.GetDouble())] : [];
    }

    private SequencePlan Plan(NetworkOptions options)
    {
        var channels = options.Width ?? DefaultStem;
        var parts = new List<(string, Plan)> { ("stem", Blocks.ConvNormRelu(options.InputChannels, channels, 3)) };
        for (var s = 0; s < Stages.Count; s++)
        {
            for (var k = 0; k < (options.Depth ?? Stages[s].Depth); k++)
            {
                parts.Add(($"stage{s}block{k}", Block(channels, Stages[s], k == 0 ? Stages[s].Stride : 1)));
                channels = Stages[s].Width;
            }
        }

        parts.Add(("head", Blocks.Classifier(channels, options.Classes)));
        return new SequencePlan(parts);
    }

    private GraphPlan Block(long inputs, Stage stage, long stride)
    {
        var width = stage.Width;
        var inner = (long)Math.Round(width * stage.Ratio);
        var body = IsBottleneck
            ? SequencePlan.Of(Blocks.ConvNormRelu(inputs, inner, 1), Blocks.ConvNormRelu(inner, inner, 3, stride, stage.Groups), Blocks.ConvNorm(inner, width, 1))
            : SequencePlan.Of(Blocks.ConvNormRelu(inputs, width, 3, stride), Blocks.ConvNorm(width, width, 3));
        var graph = new GraphBuilder();
        var sum = graph.Sum("sum", (0, body), (0, inputs == width && stride == 1 ? FunctionPlan.Skip : Blocks.ConvNorm(inputs, width, 1, stride)));
        graph.Sum("relu", (sum, FunctionPlan.Relu));
        return graph.Build();
    }

    /// <summary>A stage.</summary>
    /// <param name="Depth">Blocks.</param>
    /// <param name="Width">Channels out.</param>
    /// <param name="Stride">Stride of its first block.</param>
    /// <param name="Ratio">Channels within a bottleneck, over the width.</param>
    /// <param name="Groups">Groups of a bottleneck's 3×3 convolution.</param>
    internal sealed record Stage(int Depth, long Width, long Stride, double Ratio, long Groups);
}
