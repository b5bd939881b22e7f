using System.Diagnostics;
using System.Runtime.Versioning;
using GradAlign.Analyzer.Verdicts;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace GradAlign.MSBuild.Tests;

/// <summary>The task with a shell script in place of dotnet: $3 is the word gate, the findings file is in $FINDINGS.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RunGateTests : IDisposable
{
    private const string Passed = """printf 'gradalign-findings 1 pass\nend\n' > "$FINDINGS" """;
    private readonly TemporaryFolder folder = new();
    private readonly FakeBuildEngine engine = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    [InlineData(7, false)]
    public void Gate_with_findings_succeeds_and_is_settled_where_everything_was_measured(int exitCode, bool isSettled)
    {
        Assert.True(Run($"{Passed}; exit {exitCode}"));

        Assert.Empty(engine.Errors);
        Assert.Equal(isSettled, File.Exists(folder["gate.stamp"]));
    }

    [Fact]
    public void Findings_and_stamp_are_newer_than_the_list_that_takes_up_what_was_read()
    {
        var data = folder.Write("data", "1");
        File.SetLastWriteTimeUtc(data, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.True(Run($"{Passed}; sleep 0.1; echo '{data}' > '{folder["dependencies.txt"]}'"));

        Assert.Contains(data, File.ReadAllText(folder["inputs.txt"]), StringComparison.Ordinal);
        var list = File.GetLastWriteTimeUtc(folder["inputs.txt"]);
        Assert.All(["findings.txt", "gate.stamp"], f => Assert.True(File.GetLastWriteTimeUtc(folder[f]) >= list, f));
    }

    [Theory]
    [InlineData("exit 0", "exit code 0")]
    [InlineData("exit 1", "exit code 1")]
    [InlineData("kill -KILL $$", "SIGKILL")]
    [InlineData("kill -ABRT $$", "exit code 134")]
    [InlineData("""printf 'gradalign-findings 1 pass\n' > "$FINDINGS"; exit 0""", "exit code 0")]
    public void Gate_without_whole_findings_is_an_error(string script, string said)
    {
        Assert.False(Run(script));

        var error = Assert.Single(engine.Errors);
        Assert.Equal(Rules.ScoringKilled.Id, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["gate.stamp"]));
    }

    [Fact]
    public void Findings_and_stamp_of_an_earlier_build_are_not_taken_for_this_ones()
    {
        folder.Write("findings.txt", "gradalign-findings 1 pass\nend\n");
        folder.Write("gate.stamp", "");

        Assert.False(Run("exit 0"));
        Assert.False(File.Exists(folder["gate.stamp"]));
    }

    [Fact]
    public void Missing_runtime_is_named()
    {
        Assert.False(Run("echo 'You must install or update .NET' >&2; exit 150"));

        var error = Assert.Single(engine.Errors);
        Assert.Equal(Rules.AssemblyNotInspected.Id, error.Code);
        Assert.Contains(".NET 10 runtime", error.Message, StringComparison.Ordinal);
        Assert.Contains("You must install", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_gate_prints_is_no_diagnostic()
    {
        Assert.True(Run($"{Passed}; echo 'fake.cs(1,1): error CS9999: no'; echo 'fake.cs(1,1): warning CS9998: {{0}}' >&2"));

        Assert.Empty(engine.Errors);
        Assert.Empty(engine.Warnings);
        Assert.Contains(engine.Messages, m => m.Message!.Contains("CS9999", StringComparison.Ordinal) && m.Importance == MessageImportance.Low);
    }

    [Fact]
    public void Timeout_of_the_task_is_an_error_of_ours()
    {
        Assert.False(Run("sleep 60", task => task.Timeout = 300));

        Assert.Equal(Rules.ScoringKilled.Id, Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public async Task Cancellation_ends_the_gate_and_what_it_started_at_once()
    {
        var task = Create("sleep 61.25 & wait");
        var running = Task.Run(task.Execute);
        Assert.True(SpinWait.SpinUntil(() => Sleepers() == 1, TimeSpan.FromSeconds(20)), "the gate did not start");

        var watch = Stopwatch.StartNew();
        task.Cancel();

        Assert.False(await running.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.True(SpinWait.SpinUntil(() => Sleepers() == 0, TimeSpan.FromSeconds(5)), "what the gate started lives on");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"it took {watch.Elapsed}");
    }

    [Fact]
    public void Command_line_names_the_files_folders_and_mapped_roots()
    {
        Assert.True(Run($$"""{{Passed}}; printf '%s\n' "$@" > "$ARGUMENTS" """, task =>
        {
            task.PackageFolders = ["/packages one/", "/packages two/"];
            task.SourceRoots = [new TaskItem("/repo/", new Dictionary<string, string> { ["MappedPath"] = "/_/" }), new TaskItem("/other/")];
            task.NativePath = "/opt/libtorch";
        }));

        var arguments = File.ReadAllLines(folder["arguments.txt"]);
        Assert.Equal(["exec", "/tools/gradalign.dll", "gate", "/bin/M.dll"], arguments[..4]);
        var options = arguments[4..].Chunk(2).Select(o => (o[0], o[1])).ToArray();
        Assert.Equal(
            [
                ("--project", folder["P.csproj"]), ("--properties", folder["properties.txt"]), ("--kept-scores", folder["scores.json"]),
                ("--findings", folder["findings.txt"]), ("--report", folder["report.json"]), ("--inputs", folder["dependencies.txt"]),
                ("--package-folder", "/packages one/"), ("--package-folder", "/packages two/"), ("--source-root", "/_/=/repo/"), ("--native-path", "/opt/libtorch"),
            ],
            options);
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("", null)]
    public void Number_of_threads_is_set_for_the_scoring(string threads, string? expected)
    {
        Assert.True(Run($$"""{{Passed}}; echo "$OMP_NUM_THREADS" > "$ARGUMENTS" """, task => task.Threads = threads));

        expected ??= Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? $"{Math.Max(1, Environment.ProcessorCount / 2)}";
        Assert.Equal(expected, File.ReadAllText(folder["arguments.txt"]).Trim());
    }

    [Fact]
    public void Ids_of_the_build_are_those_of_the_rules() =>
        Assert.Equal(
            (Rules.AssemblyNotInspected.Id, Rules.InvalidConfiguration.Id, Rules.ScoringKilled.Id),
            (DiagnosticId.NotInspected, DiagnosticId.InvalidConfiguration, DiagnosticId.Killed));

    private static int Sleepers() => Process.GetProcessesByName("sleep")
        .Count(p => File.Exists($"/proc/{p.Id}/cmdline") && File.ReadAllText($"/proc/{p.Id}/cmdline").Contains("61.25", StringComparison.Ordinal));

    private bool Run(string script, Action<RunGate>? change = null)
    {
        var task = Create(script);
        change?.Invoke(task);
        return task.Execute();
    }

    private RunGate Create(string script)
    {
        var tool = folder.Write("dotnet", $"#!/bin/bash\nFINDINGS='{folder["findings.txt"]}' ARGUMENTS='{folder["arguments.txt"]}'\n{script}\n");
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new()
        {
            BuildEngine = engine,
            ToolPath = Path.GetDirectoryName(tool),
            ToolExe = "dotnet",
            Gate = "/tools/gradalign.dll",
            AssemblyPath = "/bin/M.dll",
            Project = folder["P.csproj"],
            PropertiesFile = folder["properties.txt"],
            ScoresFile = folder["scores.json"],
            FindingsFile = folder["findings.txt"],
            ReportFile = folder["report.json"],
            DependenciesFile = folder["dependencies.txt"],
            InputsFile = folder.Write("inputs.txt", ""),
            StampFile = folder["gate.stamp"],
        };
    }
}
