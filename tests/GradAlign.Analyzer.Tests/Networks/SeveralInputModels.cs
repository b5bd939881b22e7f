using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Networks;

/// <summary>Models that take or return more than one tensor.</summary>
internal static class SeveralInputModels
{
    public const int Tokens = 7;

    /// <summary>Reads a source, writes a target, with a mask that is the same for every sample.</summary>
    internal sealed class Translator : Module<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly Embedding embed = Embedding(Tokens, 6);
        private readonly Linear query = Linear(6, 6);
        private readonly Linear key = Linear(6, 6);
        private readonly Linear head = Linear(6, Tokens);

        public Translator() : base(nameof(Translator)) => RegisterComponents();

        public override Tensor forward(Tensor source, Tensor target, Tensor mask)
        {
            var memory = embed.call(source).mean([1], keepdim: true);
            var x = embed.call(target);
            var scores = query.call(x).matmul(key.call(x).transpose(-2, -1)) + mask;
            return head.call(scores.softmax(-1).matmul(x) + memory);
        }
    }

    /// <summary>Tokens in bags; offsets are for those who lay them flat.</summary>
    internal sealed class Bags : Module<Tensor, Tensor?, Tensor>
    {
        private readonly EmbeddingBag bag = EmbeddingBag(Tokens, 5, mode: EmbeddingBagMode.Mean);
        private readonly Linear head = Linear(5, 3);

        public Bags() : base(nameof(Bags)) => RegisterComponents();

        public override Tensor forward(Tensor tokens, Tensor? offsets = null) => head.call(bag.call(tokens, offsets, null));
    }

    /// <summary>A policy that is handed its states and returns new ones, the samples in their second dimension.</summary>
    internal sealed class Policy : Module<Tensor, (Tensor, Tensor)?, (Tensor, (Tensor, Tensor))>
    {
        private readonly LSTM lstm = LSTM(4, 5, batchFirst: true);
        private readonly Linear head = Linear(5, 3);

        public Policy() : base(nameof(Policy)) => RegisterComponents();

        public override (Tensor, (Tensor, Tensor)) forward(Tensor observations, (Tensor, Tensor)? states = null)
        {
            var (output, hidden, cell) = lstm.call(observations, states);
            return (head.call(output.select(1, -1)), (hidden, cell));
        }
    }

    /// <summary>A class and a number of one body.</summary>
    internal sealed class TwoHeads : Module<Tensor, (Tensor, Tensor)>
    {
        private readonly Linear body = Linear(4, 8);
        private readonly Linear classes = Linear(8, 3);
        private readonly Linear value = Linear(8, 1);

        public TwoHeads() : base(nameof(TwoHeads)) => RegisterComponents();

        public override (Tensor, Tensor) forward(Tensor input)
        {
            var x = body.call(input).tanh();
            return (classes.call(x), value.call(x));
        }
    }

    /// <summary>A class of nn.Module itself, with a forward of its own.</summary>
    internal sealed class Unbound : Module
    {
        private readonly Linear head = Linear(4, 3);

        public Unbound() : base(nameof(Unbound)) => RegisterComponents();

        public Tensor forward(Tensor input, bool isScaled = true) => isScaled ? head.call(input) * 2 : head.call(input);
    }
}
