using GradAlign.NasBench.Spaces;
using GradAlign.NasBench.Steadiness;
using GradAlign.NasBench.Studies;
using GradAlign.NasBench.Tests.Spaces;

namespace GradAlign.NasBench.Tests.Steadiness;

/// <summary>Two small cells scored under every condition, once for all tests.</summary>
public sealed class SteadinessRun : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-steadiness-");

    public SteadinessRun()
    {
        File.WriteAllText(At("cells.csv"), $"arch\n{Cells.Arch}\n|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|\n");
        File.WriteAllBytes(At("images.bin"), Images());
        Run("whole.csv");
    }

    public void Dispose() => folder.Delete(recursive: true);

    internal string At(string name) => Path.Combine(folder.FullName, name);

    internal List<Dictionary<string, string>> Rows(string name) => Cli.TableFile.Rows(At(name));

    /// <summary>Scores under every condition what is not in the file yet.</summary>
    internal void Run(string output)
    {
        var reference = Settings(output);
        SteadinessStudy.Run(reference, Conditions(reference), TextWriter.Null);
    }

    internal IReadOnlyList<Condition> Conditions(StudySettings reference) => Condition.All(reference, [4, 8, 16], $"cifar10:{At("images.bin")}");

    internal StudySettings Settings(string output) => new()
    {
        Space = SearchSpace.Of("nb201"),
        Network = new() { Width = 4, Depth = 1 },
        Cells = At("cells.csv"),
        Output = At(output),
        Options = new() { BatchSize = 8, Repeats = 1, Device = "cpu", Data = "synthetic", Scores = "params" },
    };

    // 20 records of a label and 3,072 bytes that no two share.
    private static byte[] Images() => [.. Enumerable.Range(0, 20).SelectMany(i => Enumerable.Range(0, 3073).Select(k => (byte)(k == 0 ? i % 10 : ((k * k) + (i * k * 31)) % 251)))];
}
