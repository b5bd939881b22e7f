namespace GradAlign.PackageTests;

/// <summary>What users write.</summary>
internal static class Sources
{
    public const string Usings = """
        using System;
        using GradAlign;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    /// <summary>A model that passes.</summary>
    public const string Sound = Usings + """

        public static class Models
        {
            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Sound() => Sequential(("a", Linear(28, 40)), ("b", ReLU()), ("c", Linear(40, 10)));
        }
        """;

    /// <summary>A model without normalisation between its many layers, whose gradients conflict and collapse.</summary>
    public static string Bad { get; } = Deep("");

    /// <summary>The same, mended.</summary>
    public static string Mended { get; } = Deep("net.append($\"n{i}\", LayerNorm(64));");

    /// <summary>Line of the source on which a text stands, from 1.</summary>
    public static int LineOf(string source, string text) => source.Split('\n').ToList().FindIndex(l => l.Contains(text, StringComparison.Ordinal)) + 1;

    private static string Deep(string between) => Usings + $$"""

        public static class Models
        {
            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Deep()
            {
                var net = Sequential(("in", Linear(28, 64))); // the line that findings point at
                for (var i = 0; i < 11; i++)
                {
                    {{between}}
                    net.append($"r{i}", ReLU());
                    net.append($"l{i}", Linear(64, i == 10 ? 10 : 64));
                }

                return net;
            }
        }
        """;
}
