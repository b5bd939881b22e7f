using System.Diagnostics;
using GradAlign.NasBench.Spaces;
using GradAlign.NasBench.Studies;
using GradAlign.NasBench.Tests.Spaces;

namespace GradAlign.NasBench.Tests.Studies;

/// <summary>Studies of small cells, in a process of their own.</summary>
public sealed class StudyTests : IDisposable
{
    private static readonly string[] Operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-study-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_study_that_is_killed_goes_on_with_nothing_lost_and_nothing_twice()
    {
        var cells = Write(24);
        var (killed, whole) = (At("killed.csv"), At("whole.csv"));
        using (var process = Start(cells, killed, "--seed", "3"))
        {
            await Until(() => Lines(killed).Length >= 4, process);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        var before = Lines(killed);
        Assert.InRange(before.Length, 4, 24);
        Assert.Equal(0, await Finish(cells, killed, "--seed", "3"));
        Assert.Equal(0, await Finish(cells, whole, "--seed", "3"));
        Assert.Equal(before[..^1], Lines(killed)[..(before.Length - 1)]);
        Assert.Equal(Lines(whole).Select(WithoutTime), Lines(killed).Select(WithoutTime));
        Assert.Equal(25, Lines(killed).Length);
    }

    [Fact]
    public async Task A_study_ends_with_the_process_that_was_asked_for_it()
    {
        var (cells, output) = (Write(24), At("orphaned.csv"));
        using (var process = Start(cells, output))
        {
            await Until(() => Lines(output).Length >= 3, process);
            process.Kill(entireProcessTree: false);
            await process.WaitForExitAsync();
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        var rows = Lines(output).Length;
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(rows, Lines(output).Length);
        Assert.InRange(rows, 3, 24);
    }

    [Fact]
    public void A_study_runs_in_a_process_that_collects_rarely()
    {
        var muxer = StudyProcess.Command(["/app/NasBench.dll", "study", "nb201"], "/usr/bin/dotnet");
        Assert.Equal(["/app/NasBench.dll", "study", "nb201"], muxer.ArgumentList);
        Assert.Equal("0x10000000", muxer.Environment["DOTNET_GCgen0size"]);
        Assert.Equal(["study", "nb201"], StudyProcess.Command(["/app/NasBench.dll", "study", "nb201"], "/app/NasBench").ArgumentList);
    }

    [Fact]
    public void A_sample_is_drawn_by_the_seed_and_a_row_carries_scores_and_options()
    {
        var cells = Write(24);
        var (first, second) = (At("first.csv"), At("second.csv"));
        Run(cells, first, seed: 1);
        Run(cells, second, seed: 2);
        var rows = Lines(first);
        Assert.Equal(4, rows.Length);
        Assert.NotEqual(Lines(second).Skip(1).Select(r => r.Split(',')[0]), rows.Skip(1).Select(r => r.Split(',')[0]));
        var head = rows[0].Split(',');
        Assert.Equal("arch", head[0]);
        var row = head.Zip(rows[1].Split(',')).ToDictionary(c => c.First, c => c.Second);
        Assert.Equal("PerSample", row["batch_norm"]);
        Assert.NotEmpty(row["conflict"]);
        Assert.True(double.Parse(row["params"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.InRange(double.Parse(row["te_nas_regions"], System.Globalization.CultureInfo.InvariantCulture), 1, 3000);
        Assert.DoesNotContain("synflow", head);
    }

    [Fact]
    public void A_cell_without_a_path_has_its_row_and_says_what_is_undefined()
    {
        File.WriteAllText(At("none.csv"), $"arch\n{Cells.AllNone}\n");
        Run(At("none.csv"), At("scores.csv"), seed: 0);
        var rows = Lines(At("scores.csv"));
        Assert.Equal(2, rows.Length);
        Assert.StartsWith(Cells.AllNone, rows[1], StringComparison.Ordinal);
    }

    private static void Run(string cells, string output, int seed) => Study.Run(
        new()
        {
            Space = SearchSpace.Of("nb201"),
            Network = new() { Width = 8, Depth = 1 },
            Cells = cells,
            Sample = 3,
            Output = output,
            ImageSize = 8,
            Options = new() { BatchSize = 16, Repeats = 1, Seed = seed, Device = "cpu", Scores = "params,te_nas_regions", Data = "synthetic" },
        },
        TextWriter.Null);

    private static Process Start(string cells, string output, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(Study).Assembly.Location, "study", "nb201", "--cells", cells, "--out", output, "--width", "8", "--depth", "1", "--batch-size", "16",
            "--threads", "1", "--scores", "naswot", .. more,
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        // As it is started by hand; build.sh sets it for the tests.
        start.Environment.Remove("DOTNET_GCgen0size");
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<int> Finish(string cells, string output, params string[] more)
    {
        using var process = Start(cells, output, more);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static async Task Until(Func<bool> condition, Process process)
    {
        while (!condition())
        {
            Assert.False(process.HasExited, "the study ended before it could be killed");
            await Task.Delay(5);
        }
    }

    private static string[] Lines(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // The seconds stand before the last column.
    private static string WithoutTime(string row)
    {
        var fields = row.Split(',');
        return string.Join(',', fields[..^2].Append(fields[^1]));
    }

    private string Write(int cells)
    {
        var path = At("cells.csv");
        var archs = Enumerable.Range(0, cells).Select(i =>
        {
            string Op(int k) => Operations[(i + (k * k) + k) % Operations.Length];
            return $"|nor_conv_3x3~0|+|{Op(1)}~0|{Op(2)}~1|+|{Operations[i / 5 % 5]}~0|{Operations[i % 5]}~1|nor_conv_1x1~2|";
        });
        File.WriteAllText(path, "arch\n" + string.Join("\n", archs) + "\n");
        return path;
    }

    private string At(string name) => Path.Combine(folder.FullName, name);
}
