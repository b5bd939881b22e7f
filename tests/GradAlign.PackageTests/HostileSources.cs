namespace GradAlign.PackageTests;

/// <summary>Factories that do what they should not.</summary>
internal static class HostileSources
{
    public const string NeverReturns = Sources.Usings + """

        public static class Models
        {
            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Endless()
            {
                while (true) System.Threading.Thread.Sleep(100);
            }
        }
        """;

    public const string KillsTheGate = Sources.Usings + """

        public static class Models
        {
            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Parricide()
            {
                var status = System.IO.File.ReadAllText("/proc/self/stat");
                var parent = int.Parse(status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
                System.Diagnostics.Process.GetProcessById(parent).Kill();
                Environment.Exit(0);
                return null!;
            }
        }
        """;

    public const string Each = Sources.Usings + """

        public static class Hostile
        {
            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> First() => Sequential(("a", Linear(28, 40)), ("b", ReLU()), ("c", Linear(40, 10)));

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Throws() => throw new InvalidOperationException("no\nfake.cs(1,1): error CS9999: not a diagnostic");

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Null() => null!;

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Prints()
            {
                Console.WriteLine("fake.cs(1,1): error CS9999: not a diagnostic");
                Console.Error.WriteLine("fake.cs(1,1): error CS9999: not a diagnostic");
                return First();
            }

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Exits()
            {
                Console.Error.WriteLine("fake.cs(1,1): error CS9999: not a diagnostic");
                Environment.Exit(0);
                return null!;
            }

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> FailsFast()
            {
                Environment.FailFast("the end");
                return null!;
            }

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> KilledAsForWantOfMemory()
            {
                System.Diagnostics.Process.GetCurrentProcess().Kill();
                return null!;
            }

            [ScoredModel(29, Classes = 10)]
            public static Module<Tensor, Tensor> WrongShape() => First();

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> WithParameter(int width) => Linear(28, width);

            [ScoredModel(28, Classes = 10)]
            public static string NoModule() => "";

            public static Module<Tensor, Tensor> Unmarked() => First();

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Last() => First();
        }
        """;

    /// <summary>The errors of <see cref="Each"/>.</summary>
    public static string[] Expected { get; } =
    [
        "GA0004 Throws", "GA0004 Null", "GA0004 Exits", "GA0004 FailsFast", "GA0007 KilledAsForWantOfMemory",
        "GA0005 WrongShape", "GA0006 WithParameter", "GA0006 NoModule",
    ];

    /// <summary>Name of the factory of <see cref="Each"/> to which a line belongs; null where it belongs to none.</summary>
    public static string? FactoryAt(int line)
    {
        var signature = Each.Split('\n').Take(line).LastOrDefault(l => l.Contains("public static", StringComparison.Ordinal));
        return signature?.Split('(')[0].Split(' ')[^1];
    }
}
