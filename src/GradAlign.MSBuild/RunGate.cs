using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace GradAlign.MSBuild;

/// <summary>
/// Runs <c>gradalign gate</c>. Findings do not fail this task: they stand in a file, and <see cref="ReportFindings"/> reports them,
/// in this build and in every later one that finds nothing changed. A gate that leaves no whole file of findings fails here.
/// </summary>
public sealed class RunGate : ToolTask
{
    // 0 pass, 2 gate failed, 3 drift, 4 inconclusive: everything was measured. After anything else the next build tries again.
    private static readonly int[] SettledCodes = [0, 2, 3, 4];

    // 128 + SIGKILL, what the out-of-memory killer sends.
    private const int KilledCode = 137;

    // dotnet's code for a framework that is not installed, and what is left of it on Unix.
    private static readonly int[] NoFrameworkCodes = [unchecked((int)0x80008096), 0x96];

    private const int MostLastWords = 8;
    private readonly Queue<string> lastWords = new();

    /// <summary>Path of gradalign.dll.</summary>
    [Required]
    public string Gate { get; set; } = "";

    /// <summary>Path of the assembly with the models.</summary>
    [Required]
    public string AssemblyPath { get; set; } = "";

    /// <summary>Full path of the project file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The GradAlign properties as <see cref="CollectInputs"/> wrote them.</summary>
    [Required]
    public string PropertiesFile { get; set; } = "";

    /// <summary>Takes and gives the scores that are kept from run to run.</summary>
    [Required]
    public string ScoresFile { get; set; } = "";

    /// <summary>Takes the findings.</summary>
    [Required]
    public string FindingsFile { get; set; } = "";

    /// <summary>Takes the report.</summary>
    [Required]
    public string ReportFile { get; set; } = "";

    /// <summary>Takes the paths that the gate read.</summary>
    [Required]
    public string DependenciesFile { get; set; } = "";

    /// <summary>The list of inputs, which takes up what the gate read.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>Is written when everything was measured.</summary>
    [Required]
    public string StampFile { get; set; } = "";

    /// <summary>The project's package folders.</summary>
    public string[] PackageFolders { get; set; } = [];

    /// <summary>The project's <c>@(SourceRoot)</c>; those with a <c>MappedPath</c> are told to the gate.</summary>
    public ITaskItem[] SourceRoots { get; set; } = [];

    /// <summary>Folder of libtorch, where no package brings it.</summary>
    public string? NativePath { get; set; }

    /// <summary>Number of threads of the scoring; empty: half the processors.</summary>
    public string? Threads { get; set; }

    /// <inheritdoc/>
    protected override string ToolName => "dotnet";

    /// <inheritdoc/>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Low;

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Low;

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override bool Execute()
    {
        // What an earlier build found must not be taken for what this one found.
        foreach (var file in new[] { FindingsFile, StampFile }) File.Delete(file);
        EnvironmentVariables = [.. EnvironmentVariables ?? [], .. OwnVariables()];
        // File times are coarser than the clock.
        var began = DateTime.UtcNow - TimeSpan.FromMilliseconds(50);
        var ended = base.Execute();
        if (Log.HasLoggedErrors) return false;
        if (MSBuild.FindingsFile.Read(FindingsFile) is null) return NoFindings();
        if (ended && SettledCodes.Contains(ExitCode)) Settle(began);
        return true;
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => ToolPath is { Length: > 0 } folder ? Path.Combine(folder, ToolExe) : ToolExe;

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => Path.GetDirectoryName(Project)!;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var arguments = new Arguments()
            .Add("exec", Gate, "gate", AssemblyPath)
            .AddOption("--project", Project)
            .AddOption("--properties", PropertiesFile)
            .AddOption("--kept-scores", ScoresFile)
            .AddOption("--findings", FindingsFile)
            .AddOption("--report", ReportFile)
            .AddOption("--inputs", DependenciesFile);
        foreach (var folder in PackageFolders) arguments.AddOption("--package-folder", folder);
        foreach (var root in SourceRoots.Where(r => r.GetMetadata("MappedPath").Length > 0))
            arguments.AddOption("--source-root", $"{root.GetMetadata("MappedPath")}={root.ItemSpec}");
        return arguments.AddOption("--native-path", NativePath).ToString();
    }

    // Whatever stands in the output, it is for people: a model can print "error CS9999".
    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        Log.LogMessage(MessageImportance.Low, "{0}", singleLine);
        if (string.IsNullOrWhiteSpace(singleLine)) return;
        lastWords.Enqueue(singleLine.Trim());
        if (lastWords.Count > MostLastWords) lastWords.Dequeue();
    }

    // The findings say what an exit code means.
    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors() => true;

    // Findings and stamp are the outputs of the target: they have to be newer than the list.
    private void Settle(DateTime began)
    {
        InputListing.Settle(InputsFile, CollectInputs.ReadDependencies(DependenciesFile), began);
        File.SetLastWriteTimeUtc(FindingsFile, DateTime.UtcNow);
        File.WriteAllText(StampFile, "");
    }

    private bool NoFindings()
    {
        var words = lastWords.Count == 0 ? "" : $" Its last words: {string.Join(" | ", lastWords)}";
        if (NoFrameworkCodes.Contains(ExitCode))
        {
            Error(DiagnosticId.NotInspected, $"The models were not scored: gradalign needs the .NET 10 runtime, which is not installed. Install it, or build with the .NET 10 SDK.{words}");
        }
        else
        {
            var ending = ExitCode switch
            {
                -1 => "was stopped",
                KilledCode => "was killed (SIGKILL), most likely for want of memory",
                var code => string.Format(CultureInfo.InvariantCulture, "ended with exit code {0}", code),
            };
            Error(DiagnosticId.Killed, $"The gate {ending} and left no findings, so nothing is known of the models. Build again; where it stays so, run 'gradalign gate' on the assembly to see more.{words}");
        }

        return false;
    }

    private void Error(string id, string message) => Log.LogError(null, id, null, Project, 0, 0, 0, 0, "{0}", message);

    private IEnumerable<string> OwnVariables()
    {
        // The scoring process is to run on the dotnet that runs the gate.
        if (ToolPath is { Length: > 0 }) yield return $"DOTNET_HOST_PATH={GenerateFullPathToTool()}";
        yield return "NO_COLOR=1";

        // Projects are built side by side; each scoring with a thread on every processor would slow them all.
        var given = string.IsNullOrEmpty(Threads) ? Environment.GetEnvironmentVariable("OMP_NUM_THREADS") : Threads;
        yield return string.IsNullOrEmpty(given)
            ? string.Format(CultureInfo.InvariantCulture, "OMP_NUM_THREADS={0}", Math.Max(1, Environment.ProcessorCount / 2))
            : $"OMP_NUM_THREADS={given}";
    }
}
