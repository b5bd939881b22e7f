// A user's models at their worst. Not compiled with the tests: HostileProject builds it as a project of its own.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using GradAlign;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

public static class Hostile
{
    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> Sound() => new Net(n => n.Second.call(functional.relu(n.First.call(n.Input))));

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> Throws() => throw new InvalidOperationException("no such weights");

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> ReturnsNull() => null!;

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> PrintsAnError()
    {
        Console.WriteLine("fake.cs(1,1): error CS9999: not a diagnostic");
        Console.Error.WriteLine("fake.cs(1,1): error CS9999: not a diagnostic");
        return Sound();
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> Exits()
    {
        Environment.Exit(0);
        return null!;
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> ExitsInForward() => new Net(n =>
    {
        Environment.Exit(0);
        return n.Input;
    });

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> FailsFast()
    {
        Environment.FailFast("the end");
        return null!;
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> OverflowsTheStack() => Again(1) > 0 ? Sound() : null!;

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> ThrowsOnAThread()
    {
        var thread = new Thread(() => throw new InvalidOperationException("from a thread"));
        thread.Start();
        thread.Join();
        return Sound();
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> LeavesAThread()
    {
        new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = false }.Start();
        return Sound();
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> LeavesAChildProcess()
    {
        Process.Start(new ProcessStartInfo("sleep", "120") { UseShellExecute = false });
        return Sound();
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> LeavesGradientsOff()
    {
        set_grad_enabled(false);
        return Sound();
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> LeavesAnotherDefaultType()
    {
        set_default_dtype(ScalarType.Float64);
        return Sound();
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> SoundAfterThose() => Sound();

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> ActsInPlace() => new Net(n => n.Second.call(n.First.call(n.Input).relu_()));

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> CallsForward() => new Net(n => n.Second.forward(functional.relu(n.First.forward(n.Input))));

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> HidesItsLayers() => new Unregistered();

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> DrawsElsewhere() => Sequential(("first", Linear(5, 3)), ("second", PReLU(1, new Random().NextDouble())));

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> ReturnsTheSame() => theSame ??= Linear(5, 3);

    private static Module<Tensor, Tensor>? theSame;

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> NormalisesByFunction() => new Net(n => n.Second.call(functional.batch_norm(n.First.call(n.Input), zeros(40), ones(40), training: true)));

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> MixesSamples() => new Net(n =>
    {
        var hidden = n.First.call(n.Input);
        return n.Second.call(functional.tanh(hidden - hidden.mean([0], keepdim: true)));
    });

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> HasNaNWeights() => Filled(double.NaN);

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> HasInfiniteWeights() => Filled(double.PositiveInfinity);

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> HasAnInfiniteLoss() => new Net(n => n.Second.call(n.First.call(n.Input)) / 0.0);

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> HasNaNGradients() => new Net(n => n.Second.call((n.First.call(n.Input) * 0).sqrt()));

    [ScoredModel(5, Classes = 3, Data = typeof(NaNInputs))]
    public static Module<Tensor, Tensor> HasNaNInputs() => Sound();

    [ScoredModel(5, Classes = 3, Data = typeof(InfiniteInputs))]
    public static Module<Tensor, Tensor> HasInfiniteInputs() => Sound();

    [ScoredModel(5, Classes = 3, Data = typeof(OneSample))]
    public static Module<Tensor, Tensor> HasOneSample() => Sound();

    [ScoredModel(5, Classes = 3, Data = typeof(LargeLabels))]
    public static Module<Tensor, Tensor> HasLabelsOutOfRange() => Sound();

    [ScoredModel(5, Classes = 3, Data = typeof(ThrowingData))]
    public static Module<Tensor, Tensor> HasThrowingData() => Sound();

    [ScoredModel(7, Classes = 3)]
    public static Module<Tensor, Tensor> HasAnotherInputShape() => Sound();

    [ScoredModel(5, Classes = 4)]
    public static Module<Tensor, Tensor> HasAnotherOutputShape() => Sound();

    [ScoredModel(5, Classes = 5)]
    public static Module<Tensor, Tensor> HasNoParameters() => Tanh();

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> IsFrozen()
    {
        var net = Sound();
        foreach (var parameter in net.parameters()) parameter.requires_grad = false;
        return net;
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> ForgetsItsGraph() => new Net(n =>
    {
        using var _ = no_grad();
        return n.Second.call(n.First.call(n.Input));
    });

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> ChangesItsMode() => new Net(n =>
    {
        n.train(!n.training);
        return n.Second.call(n.Drop.call(functional.relu(n.First.call(n.Input))));
    });

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> ThrowsInTraining() => new Net(n => n.training ? throw new InvalidOperationException("not while training") : n.Second.call(n.First.call(n.Input)));

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> DisposesItsInput() => new Net(n =>
    {
        var output = n.Second.call(n.First.call(n.Input));
        n.Input.Dispose();
        return output;
    });

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> NeverReturns()
    {
        while (true) Thread.Sleep(1000);
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> WritesWithoutEnd()
    {
        var text = new string('x', 65_536); // no line ever ends
        while (true)
        {
            Console.Error.Write(text);
            Console.Out.Write(text);
        }
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> AllocatesManagedMemory()
    {
        var kept = new List<byte[]>();
        while (true) kept.Add(GC.AllocateUninitializedArray<byte>(16 << 20));
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> AllocatesNativeMemory()
    {
        var kept = new List<Tensor>();
        while (true) kept.Add(empty(64 << 20));
    }

    [ScoredModel(5, Classes = 3)]
    public static Module<Tensor, Tensor> Last() => Sound();

    /// <summary>Notes how many tensors are alive and how much memory is in use whenever it is made, twice a scoring; the sizes differ, as those of 200 models do.</summary>
    [ScoredModel(3, 16, 16, Classes = 3)]
    public static Module<Tensor, Tensor> Notes()
    {
        if (Environment.GetEnvironmentVariable("HOSTILE_NOTES") is not { } file) return null!;
        System.IO.File.AppendAllText(file, $"{Tensor.TotalCount} {Environment.WorkingSet / 1024}\n");
        var width = 8 + (made++ / 2 % 25);
        return Sequential(
            ("conv", Conv2d(3, width, 3, padding: 1)), ("norm", BatchNorm2d(width)), ("relu", ReLU()),
            ("pool", AdaptiveAvgPool2d(4)), ("flatten", Flatten()), ("out", Linear(16 * width, 3)));
    }

    private static int made;

    private static int Again(int depth) => depth == 0 ? 0 : Again(depth + 1) + 1;

    private static Module<Tensor, Tensor> Filled(double value)
    {
        var net = new Net(n => n.Second.call(functional.relu(n.First.call(n.Input))));
        init.constant_(net.First.weight, value);
        return net;
    }
}

public static class NaNInputs { public static (Tensor, Tensor) Batch(int size, long seed) => (zeros(size, 5) / 0, arange(size) % 3); }

public static class InfiniteInputs { public static (Tensor, Tensor) Batch(int size, long seed) => (ones(size, 5) / 0, arange(size) % 3); }

public static class OneSample { public static (Tensor, Tensor) Batch(int size, long seed) => (ones(1, 5), zeros(1, dtype: ScalarType.Int64)); }

public static class LargeLabels { public static (Tensor, Tensor) Batch(int size, long seed) => (randn(size, 5), arange(size)); }

public static class ThrowingData { public static (Tensor, Tensor) Batch(int size, long seed) => throw new InvalidOperationException("no such file"); }

/// <summary>Two layers whose forward pass is a lambda.</summary>
public sealed class Net : Module<Tensor, Tensor>
{
    private readonly Func<Net, Tensor> run;

    public Net(Func<Net, Tensor> run) : base("net")
    {
        this.run = run;
        register_module("first", First);
        register_module("drop", Drop);
        register_module("second", Second);
    }

    public Linear First { get; } = Linear(5, 40);

    public Dropout Drop { get; } = Dropout(0.5);

    public Linear Second { get; } = Linear(40, 3);

    public Tensor Input { get; private set; } = zeros(1);

    public override Tensor forward(Tensor input)
    {
        Input = input;
        return run(this);
    }
}

/// <summary>Layers in a list are no submodules: no optimiser will ever see them.</summary>
public sealed class Unregistered : Module<Tensor, Tensor>
{
    private readonly List<Linear> hidden = [Linear(5, 40), Linear(40, 40)];
    private readonly Linear output = Linear(40, 3);

    public Unregistered() : base("unregistered") => RegisterComponents();

    public override Tensor forward(Tensor input) => output.call(hidden.Aggregate(input, (x, layer) => functional.relu(layer.call(x))));
}
