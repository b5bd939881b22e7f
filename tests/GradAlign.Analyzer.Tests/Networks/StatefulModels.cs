using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Networks;

/// <summary>Models that keep something from one pass to the next.</summary>
internal static class StatefulModels
{
    /// <summary>Attention that puts the keys of earlier calls before those of this one, as a decoder does when it writes.</summary>
    internal sealed class Cached : Module<Tensor, Tensor>
    {
        private readonly Linear key = Linear(4, 4);
        private readonly Linear head = Linear(4, 3);
        private readonly bool keeps;
        private Tensor? cacheK;
        private (Tensor, int)? last;

        public Cached(bool keeps) : base(nameof(Cached))
        {
            this.keeps = keeps;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var keys = key.call(input);
            if (keeps)
            {
                if (cacheK is not null) keys = cat([cacheK, keys], 1);
                cacheK = keys;
                last = (keys, 1 + (last?.Item2 ?? 0));
            }

            return head.call(input.matmul(keys.transpose(1, 2)).softmax(-1).matmul(keys).mean([1]));
        }
    }

    /// <summary>The same with memory set aside beforehand, which each call writes into.</summary>
    internal sealed class Preallocated : Module<Tensor, Tensor>
    {
        private readonly Linear key = Linear(4, 4);
        private readonly Linear head = Linear(4, 3);
        private readonly bool keeps;
        private readonly List<Tensor> caches = [];
        private int written;

        public Preallocated(bool keeps) : base(nameof(Preallocated))
        {
            this.keeps = keeps;
            RegisterComponents();
            if (keeps) caches.Add(zeros(8, 64, 4, dtype: ScalarType.Float64));
        }

        public override Tensor forward(Tensor input)
        {
            var keys = key.call(input);
            if (keeps)
            {
                var (n, t) = (input.shape[0], (int)input.shape[1]);
                caches[0].narrow(0, 0, n).narrow(1, written, t).copy_(keys);
                written += t;
                keys = caches[0].narrow(0, 0, n).narrow(1, 0, written);
            }

            return head.call(keys.mean([1]).tanh());
        }
    }

    /// <summary>A recurrent network that goes on where the last batch ended.</summary>
    internal sealed class Remembering : Module<Tensor, Tensor>
    {
        private readonly GRU gru = GRU(4, 5, batchFirst: true);
        private readonly Linear head = Linear(5, 3);
        private readonly bool keeps;
        private Tensor? hidden;

        public Remembering(bool keeps) : base(nameof(Remembering))
        {
            this.keeps = keeps;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var (output, last) = gru.call(input, hidden);
            if (keeps) hidden = last;
            return head.call(output.select(1, -1));
        }
    }

    /// <summary>Makes a layer in its first pass, and a mask for the length that it sees.</summary>
    internal sealed class Lazy : Module<Tensor, Tensor>
    {
        private readonly Linear head = Linear(4, 3);
        private Linear? frozen;
        private bool isMade;

        public Lazy() : base(nameof(Lazy)) => RegisterComponents();

        public int Made { get; private set; }

        public override Tensor forward(Tensor input)
        {
            if (!isMade)
            {
                frozen = Linear(4, 4, dtype: ScalarType.Float64);
                frozen.weight.requires_grad = false;
                frozen.bias!.requires_grad = false;
                (isMade, Made) = (true, Made + 1);
            }

            return head.call(frozen!.call(input).mean([1]));
        }
    }

    /// <summary>Makes a layer that is not trained in its first pass, and puts what earlier calls saw before what this one sees.</summary>
    internal sealed class LazyCached : Module<Tensor, Tensor>
    {
        private readonly Linear head = Linear(4, 3);
        private readonly bool keeps;
        private Linear? frozen;
        private Tensor? cache;
        private int passes;

        public LazyCached(bool keeps) : base(nameof(LazyCached))
        {
            this.keeps = keeps;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            if (frozen is null)
            {
                frozen = Linear(4, 4, dtype: ScalarType.Float64);
                foreach (var parameter in frozen.parameters()) init.constant_(parameter, 0.3).requires_grad = false;
            }

            var seen = frozen.call(input);
            if (keeps)
            {
                if (cache is not null) seen = cat([cache, seen], 1);
                cache = seen;
                passes++;
            }

            return head.call(seen.mean([1]).tanh());
        }
    }

    /// <summary>Changes a collection at every call, as each kind of it is changed.</summary>
    internal sealed class Collecting : Module<Tensor, Tensor>
    {
        private readonly Linear head = Linear(4, 3);
        private readonly object kept;

        public Collecting(object kept) : base(nameof(Collecting))
        {
            this.kept = kept;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            switch (kept)
            {
                case float[] numbers:
                    numbers[1] += 0.5f;
                    break;
                case List<double> numbers:
                    numbers.Add(3);
                    break;
                case Dictionary<string, int> counts:
                    counts["calls"]++;
                    break;
                case Queue<Tensor> queue:
                    queue.Enqueue(queue.Dequeue());
                    break;
                case Stack<Tensor> stack:
                    stack.Push(input.alias());
                    break;
                case LinkedList<Tensor> list:
                    list.AddFirst(input.alias());
                    break;
                case HashSet<Tensor> set:
                    set.Add(input.alias());
                    break;
            }

            return head.call(input.mean([1]));
        }
    }
}
