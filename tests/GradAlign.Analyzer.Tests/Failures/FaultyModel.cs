using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Failures;

/// <summary>A model of two layers whose forward does one thing wrong.</summary>
internal sealed class FaultyModel : Module<Tensor, Tensor>
{
    private readonly string fault;
    private readonly Linear first = Linear(12, 12);
    private readonly Inner inner;
    private readonly Linear head = Linear(12, 3);
    private readonly Embedding table = Embedding(9, 12);
    private readonly StrongBox<Tensor?> cache = new(); // state that scoring does not put back

    public FaultyModel(string fault)
        : base(nameof(FaultyModel))
    {
        this.fault = fault;
        inner = new(fault);
        if (fault == "constructor") throw new IOException("no weights.bin");
        RegisterComponents();
    }

    /// <summary>Line of the fault in this file, where forward has one that throws.</summary>
    public static int Line { get; private set; }

    public override Tensor forward(Tensor x)
    {
        var h = inner.call(first.call(x));
        switch (fault)
        {
            case "throws":
                Line = Here() + 1;
                throw new InvalidOperationException("the table is empty");
            case "reshapes":
                Line = Here() + 1;
                h = h.view(64, 12);
                break;
            case "tokens":
                h = table.call(h);
                break;
            case "batch in code" when training:
                h = h.view(2, 12);
                break;
            case "training" when training:
                throw new NotSupportedException("not in training");
            case "cache":
                cache.Value ??= h.detach().DetachFromDisposeScope();
                h = h + cache.Value;
                break;
            case "own output disposed":
                using (NewDisposeScope()) h = head.call(h);
                return h;
        }

        if (fault == "input disposed") x.Dispose();
        return head.call(h);
    }

    private static int Here([CallerLineNumber] int line = 0) => line;

    private sealed class Inner(string fault) : Module<Tensor, Tensor>(nameof(Inner))
    {
        public override Tensor forward(Tensor x)
        {
            if (fault == "returns null") return null!;
            if (fault != "output disposed") return x * 1;
            using var y = x * 2;
            return y;
        }
    }
}
