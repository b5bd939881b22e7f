using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using Xunit.Abstractions;

namespace GradAlign.Cli.Tests;

/// <summary>Whatever a model does: it has its finding and its exit code, the others have their scores, and the caller lives.</summary>
[UnsupportedOSPlatform("windows")] // sleep and ulimit
public sealed class HostileModelTests(HostileProject project, ITestOutputHelper output) : IClassFixture<HostileProject>
{
    // Names the id that a reader of the report sees first, the exit code, and words of the message.
    private static readonly (string Model, string Id, int Exit, string Message)[] Expected =
    [
        ("Sound", "", 0, ""),
        ("Throws", "GA0004", 6, "no such weights"),
        ("ReturnsNull", "GA0004", 6, "returned null"),
        ("PrintsAnError", "", 0, ""),
        ("Exits", "GA0004", 6, "ended with exit code 0"),
        ("ExitsInForward", "GA0004", 6, "ended with exit code 0"),
        ("FailsFast", "GA0004", 6, "the end"),
        ("OverflowsTheStack", "GA0004", 6, "Stack overflow"),
        ("ThrowsOnAThread", "GA0004", 6, "from a thread"),
        ("LeavesAThread", "", 0, ""),
        ("LeavesAChildProcess", "", 0, ""),
        ("LeavesGradientsOff", "", 0, ""),
        ("LeavesAnotherDefaultType", "GA0005", 6, "is Float64, the inputs are Float32"),
        ("SoundAfterThose", "", 0, ""),
        ("ActsInPlace", "", 0, ""),
        ("CallsForward", "", 0, ""),
        ("HidesItsLayers", "GA0014", 6, "'hidden' of Unregistered"),
        ("DrawsElsewhere", "GA0015", 6, "'second.weight' other values"),
        ("ReturnsTheSame", "GA0015", 6, "the same model at each call"),
        ("NormalisesByFunction", "GA0009", 0, "mixes samples"),
        ("MixesSamples", "GA0009", 0, "mixes samples"),
        ("HasNaNWeights", "GA1009", 4, "not finite"),
        ("HasInfiniteWeights", "GA1009", 4, "not finite"),
        ("HasAnInfiniteLoss", "GA1009", 4, "not finite"),
        ("HasNaNGradients", "GA1009", 4, "not finite"),
        ("HasNaNInputs", "GA0005", 6, "NaN or infinite"),
        ("HasInfiniteInputs", "GA0005", 6, "NaN or infinite"),
        ("HasOneSample", "GA0005", 6, "should have shape"),
        ("HasLabelsOutOfRange", "GA0005", 6, "should lie in 0 to 2"),
        ("HasThrowingData", "GA0004", 6, "no such file"),
        ("HasAnotherInputShape", "GA0005", 6, "forward pass threw"),
        ("HasAnotherOutputShape", "GA0005", 6, "returns [2, 3]"),
        ("HasNoParameters", "GA1009", 4, "no trainable parameter"),
        ("IsFrozen", "GA1009", 4, "no trainable parameter"),
        ("ForgetsItsGraph", "GA1009", 4, "does not depend on any trainable parameter"),
        ("ChangesItsMode", "GA0009", 0, ""),
        ("ThrowsInTraining", "GA0004", 6, "not while training"),
        ("DisposesItsInput", "GA0004", 6, "disposes its input"),
        ("NeverReturns", "GA0007", 7, "gave no sign for"),
        ("WritesWithoutEnd", "GA0007", 7, "gave no sign for"),
        ("AllocatesManagedMemory", "GA0007", 7, "ran out of memory"),
        ("AllocatesNativeMemory", "GA0007", 7, "ran out of memory"),
        ("Last", "", 0, ""),
    ];

    // These need a limit of their own, see below.
    private static readonly string[] WithoutEnd = ["NeverReturns", "WritesWithoutEnd"];
    private static readonly string[] WithoutBound = ["AllocatesManagedMemory", "AllocatesNativeMemory"];

    [Fact]
    public async Task Every_hostile_model_has_its_finding_and_exit_code_as_docs_hostile_models_says()
    {
        Assert.Equal(Expected.Select(e => e.Model), project.Models.Select(m => m.Name).Where(n => n != "Notes"));
        var endless = ScoreAsync(WithoutEnd, TimeSpan.FromSeconds(15));
        var rest = ScoreAsync([.. Expected.Select(e => e.Model).Except([.. WithoutEnd, .. WithoutBound])], TimeSpan.FromMinutes(3));
        var seen = (await endless).Concat(await rest).ToDictionary(s => s.Model);
        foreach (var model in WithoutBound) seen.Add(model, await ScoreBoundedAsync(model));

        var table = Expected.Select(e => seen[e.Model]).ToArray();
        foreach (var row in table) output.WriteLine($"{row.Model,-26} {row.Id,-7} {row.Exit} {row.Seconds.ToString("0.0", CultureInfo.InvariantCulture),6} s  {row.Message}");
        Assert.Equal(Expected.Select(e => (e.Model, e.Id, e.Exit)), table.Select(r => (r.Model, r.Id, r.Exit)));
        Assert.All(Expected, e => Assert.Contains(e.Message, seen[e.Model].Message, StringComparison.Ordinal));
        VerifyPage(table);
    }

    [Theory]
    [InlineData("Exits", 6)]
    [InlineData("PrintsAnError", 0)]
    [InlineData("LeavesAThread", 0)]
    [InlineData("LeavesAChildProcess", 0)]
    [InlineData("HasNaNWeights", 4)]
    public async Task The_command_line_survives_a_hostile_model(string model, int exit)
    {
        var watch = Stopwatch.StartNew();
        var (code, text, errors) = await GradAlignProcess.RunAsync(["score", project.Assembly, "--model", model, "--repeats", "1", "--batch-size", "16"]);
        Assert.True(code == exit, $"{code}: {text}{errors}");
        Assert.DoesNotContain("CS9999", text + errors, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(110), "the scoring waited for a thread or a child process that a model left running");
    }

    [Fact]
    public async Task Two_hundred_models_in_a_row_leave_no_tensor_and_no_memory_behind()
    {
        var notes = project.NewFile("notes.txt");
        Environment.SetEnvironmentVariable("HOSTILE_NOTES", notes);
        try
        {
            var model = project.Models.Single(m => m.Name == "Notes");
            var request = new ScoringRequest(project.Assembly, new() { Repeats = 1, BatchSize = 16 }, [.. Enumerable.Range(0, 200).Select(i => model with { Name = $"Notes{i}" })]);
            var outcome = await ScoringHost.ScoreAsync(request, new());
            Assert.Null(outcome.Failure);
            Assert.All(outcome.Reports, r => Assert.Equal(ScoreState.Defined, r[ScoreCatalog.Conflict]?.State));
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOSTILE_NOTES", null);
        }

        // Each model is made twice (RepeatCheck).
        var noted = (await File.ReadAllLinesAsync(notes)).Where((_, i) => i % 2 == 0).Select(l => l.Split(' ')).Select(l => (Tensors: Count(l[0]), Kilobytes: Count(l[1]))).ToArray();
        output.WriteLine($"live tensors when model 1, 50, 200 is made: {noted[0].Tensors}, {noted[49].Tensors}, {noted[199].Tensors}; RSS {noted[0].Kilobytes / 1024}, {noted[49].Kilobytes / 1024}, {noted[199].Kilobytes / 1024} MB");
        Assert.Equal(200, noted.Length);

        // What is alive when the first model is made is its batch and the random state. TorchSharp never takes back its count of the tensor whose handle
        // `new Parameter(data)` moves: 12 a model, one a parameter and call. Beyond those, the models before must have left nothing.
        Assert.Equal(noted.Select((_, i) => noted[0].Tensors + (12 * i)), noted.Select(n => n.Tensors));
        Assert.True(noted[199].Kilobytes - noted[49].Kilobytes < 32 * 1024, $"RSS grew from {noted[49].Kilobytes} to {noted[199].Kilobytes} kB between model 50 and 200");
    }

    private static long Count(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<Row>> ScoreAsync(string[] models, TimeSpan timeout)
    {
        var times = new Stopwatched();
        var request = new ScoringRequest(project.Assembly, new() { Repeats = 1, BatchSize = 16 }, [.. project.Models.Where(m => models.Contains(m.Name))]);
        var outcome = await ScoringHost.ScoreAsync(request, new() { Timeout = timeout }, times);
        Assert.Null(outcome.Failure);
        return [.. outcome.Reports.Select(r =>
        {
            var judged = new JudgedModel(r, Judge.Verdict(r, new(), 16));
            string[] measuring = [Rules.LoopFallback.Id, Rules.ScoreUndefined.Id];
            var told = judged.AllFindings
                .Where(f => (r.Findings.Contains(f) && f.Severity == Severity.Error) || measuring.Contains(f.Id))
                .OrderByDescending(f => f.Severity).FirstOrDefault();
            var exit = ExitCode.OfScore(new() { Tool = new("", ""), Environment = EnvironmentDescription.Current(), Options = request.Options, Limits = new(), Models = [judged] });
            return new Row(r.Name, told?.Id ?? "", exit, times[r.Name], told?.Message ?? "");
        })];
    }

    // The whole process gets 256 MB of managed heap and 8 GB of address space, most of which libtorch's files and reserved ranges take; the blocks are never touched.
    private async Task<Row> ScoreBoundedAsync(string model)
    {
        var limited = project.NewFile("dotnet-limited");
        await File.WriteAllTextAsync(limited, "#!/bin/sh\nulimit -v 8000000\nexec dotnet \"$@\"\n");
        File.SetUnixFileMode(limited, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var watch = Stopwatch.StartNew();
        var (code, text, errors) = await GradAlignProcess.RunAsync(
            [("DOTNET_HOST_PATH", limited), ("DOTNET_GCHeapHardLimit", "0x10000000")],
            "score", project.Assembly, "--model", model, "--repeats", "1", "--batch-size", "16", "--format", "json");
        Assert.True(text.Length > 0, errors);
        using var json = System.Text.Json.JsonDocument.Parse(text);
        var finding = json.RootElement.GetProperty("models")[0].GetProperty("findings")[0];
        return new(model, finding.GetProperty("id").GetString()!, code, watch.Elapsed.TotalSeconds, finding.GetProperty("message").GetString()!);
    }

    // Times are of the machine that wrote the page; everything else must be as it says.
    private void VerifyPage(IReadOnlyList<Row> table)
    {
        var page = File.ReadAllLines(Repository.Path("docs", "hostile-models.md"));
        var written = page.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l[..(l.TrimEnd(' ', '|').LastIndexOf('|') + 1)]).ToArray();
        var rows = table.Select(r => $"| `{r.Model}` | {(r.Id.Length == 0 ? "" : $"[{r.Id}](rules/{r.Id}.md)")} | {r.Exit} |").ToArray();
        if (!rows.SequenceEqual(written))
        {
            var received = new StringBuilder();
            foreach (var (row, text) in table.Zip(rows)) received.Append(text).Append(CultureInfo.InvariantCulture, $" {row.Seconds:0.0} |\n");
            output.WriteLine(received.ToString());
        }

        Assert.Equal(rows, written);
    }

    private sealed record Row(string Model, string Id, int Exit, double Seconds, string Message);

    /// <summary>Times each model from its first start to its end.</summary>
    private sealed class Stopwatched : IProgress<ScoringEvent>
    {
        private readonly Dictionary<string, double> started = [];
        private readonly Dictionary<string, double> took = [];
        private readonly Stopwatch watch = Stopwatch.StartNew();

        public double this[string model] => took[model];

        public void Report(ScoringEvent value)
        {
            if (value is ModelStarted start) started.TryAdd(start.Model, watch.Elapsed.TotalSeconds);
            if (value is ModelFinished { Report.Name: var name }) took[name] = watch.Elapsed.TotalSeconds - started[name];
        }
    }
}
