namespace GradAlign.Host.Tests;

/// <summary>What users write whose models take or return more than one tensor, or keep something between calls.</summary>
internal static class SeveralInputSources
{
    public const string Models = """
        using System;
        using GradAlign;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public sealed class Seq2Seq : Module<Tensor, Tensor, Tensor, Tensor>
        {
            private readonly Embedding embed = Embedding(11, 8);
            private readonly Linear query = Linear(8, 8);
            private readonly Linear head = Linear(8, 11);

            public Seq2Seq() : base("Seq2Seq") => RegisterComponents();

            public override Tensor forward(Tensor source, Tensor target, Tensor mask)
            {
                var x = embed.call(target);
                var weights = (query.call(x).matmul(x.transpose(-2, -1)) + mask).softmax(-1);
                return head.call(weights.matmul(x) + embed.call(source).mean(new long[] { 1 }, true));
            }
        }

        public static class Sentences
        {
            public static (Tensor source, Tensor target, Tensor mask, Tensor targets) Batch(int size, long seed)
            {
                manual_seed(seed);
                return (randint(0, 11, new long[] { size, 6 }), randint(0, 11, new long[] { size, 5 }), full(5, 5, float.NegativeInfinity).triu(1), randint(0, 11, new long[] { size, 5 }));
            }
        }

        public sealed class Bags : Module<Tensor, Tensor?, Tensor>
        {
            private readonly EmbeddingBag bag = EmbeddingBag(11, 8, mode: EmbeddingBagMode.Mean);
            private readonly Linear head = Linear(8, 3);

            public Bags() : base("Bags") => RegisterComponents();

            public override Tensor forward(Tensor tokens, Tensor? offsets) => head.call(bag.call(tokens, offsets, null));
        }

        public sealed class Policy : Module<Tensor, (Tensor, Tensor), (Tensor, (Tensor, Tensor))>
        {
            private readonly LSTM lstm = LSTM(4, 6, batchFirst: true);
            private readonly Linear head = Linear(6, 3);

            public Policy() : base("Policy") => RegisterComponents();

            public override (Tensor, (Tensor, Tensor)) forward(Tensor observations, (Tensor, Tensor) states)
            {
                var (output, h, c) = lstm.call(observations, states);
                return (head.call(output.select(1, -1)), (h, c));
            }
        }

        public static class Episodes
        {
            public static (Tensor, (Tensor, Tensor), Tensor) Batch(int size, long seed)
            {
                manual_seed(seed);
                return (randn(size, 5, 4), (zeros(1, size, 6), zeros(1, size, 6)), arange(size) % 3);
            }
        }

        public sealed class TwoHeads : Module<Tensor, (Tensor, Tensor)>
        {
            private readonly Linear body = Linear(4, 40);
            private readonly Linear classes = Linear(40, 3);
            private readonly Linear value = Linear(40, 1);

            public TwoHeads() : base("TwoHeads") => RegisterComponents();

            public override (Tensor, Tensor) forward(Tensor input)
            {
                var x = body.call(input).tanh();
                return (classes.call(x), value.call(x));
            }
        }

        public static class ClassesAndValues
        {
            public static (Tensor, (Tensor, Tensor)) Batch(int size, long seed)
            {
                manual_seed(seed);
                return (randn(size, 4), (arange(size) % 3, randn(size)));
            }

            public static Tensor Loss((Tensor, Tensor) output, (Tensor, Tensor) targets) =>
                functional.cross_entropy(output.Item1, targets.Item1) + functional.mse_loss(output.Item2.squeeze(1), targets.Item2);
        }

        public sealed class CachedAttention : Module<Tensor, Tensor>
        {
            private readonly Linear key = Linear(8, 8);
            private Tensor? cache_k;

            public CachedAttention() : base("CachedAttention") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var keys = key.forward(x);
                if (cache_k is not null) keys = cat(new[] { cache_k, keys }, 1);
                cache_k = keys;
                return x.matmul(keys.transpose(1, 2)).softmax(-1).matmul(keys);
            }
        }

        public sealed class Llama : Module<Tensor, Tensor>
        {
            private readonly Embedding embed = Embedding(11, 8);
            private readonly CachedAttention attention = new();
            private readonly Linear head = Linear(8, 11);

            public Llama() : base("Llama") => RegisterComponents();

            public override Tensor forward(Tensor tokens) => head.call(attention.call(embed.call(tokens)));
        }

        public sealed class Remembering : Module<Tensor, Tensor>
        {
            private readonly GRU gru = GRU(4, 6, batchFirst: true);
            private readonly Linear head = Linear(6, 3);
            private Tensor? hidden;

            public Remembering() : base("Remembering") => RegisterComponents();

            public override Tensor forward(Tensor input)
            {
                var (output, last) = gru.call(input, hidden);
                hidden = last;
                return head.call(output.select(1, -1));
            }
        }

        public static class Several
        {
            [ScoredModel(6, Vocabulary = 11, Data = typeof(Sentences))]
            public static Seq2Seq Translator() => new();

            [ScoredModel(5, Vocabulary = 11, Classes = 3)]
            public static Module<Tensor, Tensor?, Tensor> Bagged() => new Bags();

            [ScoredModel(5, 4, Classes = 3, Data = typeof(Episodes))]
            public static Policy WithStates() => new();

            [ScoredModel(4, Data = typeof(ClassesAndValues), Loss = typeof(ClassesAndValues))]
            public static Module<Tensor, (Tensor, Tensor)> Heads() => new TwoHeads();

            [ScoredModel(5, Vocabulary = 11)]
            public static Module<Tensor, Tensor> WithCache() => new Llama();

            [ScoredModel(5, 4, Classes = 3)]
            public static Module<Tensor, Tensor> WithHidden() => new Remembering();

            [ScoredModel(4, Classes = 3)]
            public static Module<Tensor, Tensor> Half() => Sequential(Linear(4, 40), ReLU(), Linear(40, 3)).to(ScalarType.BFloat16);

            [ScoredModel(6, Vocabulary = 11)]
            public static Seq2Seq WithoutData() => new();

            public static Seq2Seq UnmarkedClass() => new();

            public static Module<Tensor, Tensor, Tensor, Tensor> UnmarkedModule() => new Seq2Seq();
        }
        """;
}
