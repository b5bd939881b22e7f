namespace GradAlign.Host.Tests;

/// <summary>What users write.</summary>
internal static class Sources
{
    private const string Usings = """
        using System;
        using GradAlign;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    private const string SoundModel = """

        public static class Models
        {
            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Sound() => Sequential(("a", Linear(5, 40)), ("b", ReLU()), ("c", Linear(40, 3)));
        }
        """;

    /// <summary>A library with one sound model.</summary>
    public static string Sound => Usings + SoundModel;

    /// <summary>A program with one sound model.</summary>
    public static string Program => Usings + "Environment.Exit(1); // the program itself must not run\n" + SoundModel;

    /// <summary>Sound models between hostile ones, and misused attributes.</summary>
    public static string Hostile => Usings + """

        public static class Hostile
        {
            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> First() => Sequential(("a", Linear(5, 40)), ("b", ReLU()), ("c", Linear(40, 3)));

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Throws() => throw new InvalidOperationException("no such weights");

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Null() => null!;

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Prints()
            {
                Console.WriteLine("fake.cs(1,1): error CS9999: not a diagnostic");
                Console.Error.WriteLine("fake.cs(1,1): error CS9999: not a diagnostic");
                return First();
            }

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Exits()
            {
                Environment.Exit(0);
                return null!;
            }

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> FailsFast()
            {
                Environment.FailFast("the end");
                return null!;
            }

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> NeverReturns()
            {
                while (true) System.Threading.Thread.Sleep(1000);
            }

            [ScoredModel(7, Classes = 3)]
            public static Module<Tensor, Tensor> WrongShape() => First();

            [ScoredModel(5, Classes = 4)]
            public static Module<Tensor, Tensor> WrongClasses() => First();

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Slow() => new SlowModel();

            [ScoredModel(5, Classes = 3, MaxConflict = 0.5)]
            public static Module<Tensor, Tensor> Last() => First();

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> WithParameter(int width) => Linear(5, width);

            [ScoredModel(5, Classes = 1)]
            public static string NoModule() => "";
        }

        // Samples are mixed, so that the loop runs them one by one.
        public sealed class SlowModel : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> head = Linear(5, 3);

            public SlowModel() : base("slow") => RegisterComponents();

            public override Tensor forward(Tensor input)
            {
                System.Threading.Thread.Sleep(1000);
                return head.call(input - input.mean(new long[] { 0 }, keepdim: true) * 0.5);
            }
        }
        """;
}
