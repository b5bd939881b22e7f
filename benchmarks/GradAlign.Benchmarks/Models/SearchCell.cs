using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Models;

/// <summary>A cell of NAS-Bench-201: four nodes, each the sum of an operation on every node before it.</summary>
internal sealed class SearchCell : Module<Tensor, Tensor>
{
    private readonly (string Operation, int Source, Module<Tensor, Tensor>? Module)[][] nodes;

    /// <param name="architecture">Such as <c>|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|none~1|nor_conv_1x1~2|</c>.</param>
    /// <param name="channels">C.</param>
    public SearchCell(string architecture, long channels) : base(nameof(SearchCell))
    {
        nodes = [.. architecture.Split('+').Select(node => node.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(edge =>
        {
            var parts = edge.Split('~');
            Module<Tensor, Tensor>? module = parts[0] switch
            {
                "nor_conv_3x3" => new ReluConvNorm(channels, channels, 3),
                "nor_conv_1x1" => new ReluConvNorm(channels, channels, 1),
                "avg_pool_3x3" => AvgPool2d(3, stride: 1, padding: 1, count_include_pad: false),
                _ => null,
            };
            return (parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), module);
        }).ToArray())];
        for (var node = 0; node < nodes.Length; node++)
        {
            foreach (var (_, source, module) in nodes[node])
            {
                if (module is not null) register_module($"edge{source}_{node + 1}", module);
            }
        }
    }

    public override Tensor forward(Tensor input)
    {
        var values = new List<Tensor> { input };
        foreach (var edges in nodes)
        {
            Tensor? sum = null;
            foreach (var (operation, source, module) in edges)
            {
                var term = module?.call(values[source]) ?? (operation == "skip_connect" ? values[source] : null);
                if (term is not null) sum = sum is null ? term : sum + term;
            }

            values.Add(sum ?? zeros_like(input));
        }

        return values[^1];
    }
}
