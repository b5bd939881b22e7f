using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Tables;

/// <summary>Graph convolutions of a raw weight and a fixed adjacency, by <c>matmul</c>.</summary>
internal sealed class GraphNetwork : Module<Tensor, Tensor>
{
    private readonly GraphConvolution first;
    private readonly GraphConvolution second;
    private readonly Linear readout;

    public GraphNetwork(int nodes, int features, int classes) : base(nameof(GraphNetwork))
    {
        var adjacency = Ring(nodes);
        first = new GraphConvolution(adjacency, features, 16);
        second = new GraphConvolution(adjacency, 16, 16);
        readout = Linear(16, classes);
        register_module("gc1", first);
        register_module("gc2", second);
        register_module("readout", readout);
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(first.forward(x));
        x = functional.relu(second.forward(x)) + x;
        return readout.forward(x.mean([1]));
    }

    // Every node with itself and its two neighbours, rows that add up to one.
    private static Tensor Ring(long nodes)
    {
        var self = eye(nodes);
        return (self + self.roll(1, 0) + self.roll(-1, 0)) / 3;
    }

    private sealed class GraphConvolution : Module<Tensor, Tensor>
    {
        private readonly Parameter weight;
        private readonly Parameter bias;

        public GraphConvolution(Tensor adjacency, long inputs, long outputs) : base(nameof(GraphConvolution))
        {
            weight = Parameter(empty(inputs, outputs));
            bias = Parameter(zeros(outputs));
            init.xavier_uniform_(weight);
            register_parameter("weight", weight);
            register_parameter("bias", bias);
            register_buffer("adjacency", adjacency.clone());
        }

        public override Tensor forward(Tensor x)
        {
            var support = matmul(x, weight);
            return matmul(get_buffer("adjacency")!, support) + bias;
        }
    }
}
