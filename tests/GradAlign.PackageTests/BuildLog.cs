using Microsoft.Build.Framework;
using Microsoft.Build.Logging.StructuredLogger;

namespace GradAlign.PackageTests;

/// <summary>What a build did, read from its binary log.</summary>
internal sealed class BuildLog
{
    private readonly BuildEventArgs[] events;

    public BuildLog(int exitCode, string output, string binaryLog)
    {
        (ExitCode, Output) = (exitCode, output);
        events = File.Exists(binaryLog) ? [.. BinaryLog.ReadRecords(binaryLog).Select(r => r.Args).Where(a => a is not null)] : [];
    }

    public int ExitCode { get; }

    public string Output { get; }

    public bool Succeeded => ExitCode == 0;

    public IReadOnlyList<BuildErrorEventArgs> Errors => [.. events.OfType<BuildErrorEventArgs>()];

    public IReadOnlyList<BuildWarningEventArgs> Warnings => [.. events.OfType<BuildWarningEventArgs>()];

    /// <summary>Ids of the errors, sorted, each once.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(e => e.Code).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Ids of the warnings, sorted, each once.</summary>
    public IEnumerable<string> WarningIds => Warnings.Select(e => e.Code).Distinct().Order(StringComparer.Ordinal);

    /// <summary>How often the gate was started.</summary>
    public int GateRuns => events.OfType<TaskStartedEventArgs>().Count(t => t.TaskName == "RunGate");

    /// <summary>How often a target was skipped because nothing had changed.</summary>
    public int Skipped(string target) =>
        events.OfType<TargetSkippedEventArgs>().Count(t => t.TargetName == target && t.SkipReason == TargetSkipReason.OutputsUpToDate);

    /// <summary>How often a target was run or replayed.</summary>
    public int Ran(string target) => events.OfType<TargetStartedEventArgs>().Count(t => t.TargetName == target);

    /// <summary>Messages that hold a text.</summary>
    public IReadOnlyList<BuildMessageEventArgs> Messages(string text) =>
        [.. events.OfType<BuildMessageEventArgs>().Where(m => m is not TaskParameterEventArgs && m.Message?.Contains(text, StringComparison.Ordinal) == true)];

    /// <summary>What targets added to an item type.</summary>
    public IReadOnlyList<string> Added(string itemType) =>
    [
        .. events.OfType<TaskParameterEventArgs>()
            .Where(t => t.Kind == TaskParameterMessageKind.AddItem && t.ItemType == itemType)
            .SelectMany(t => t.Items.Cast<ITaskItem>().Select(i => i.ItemSpec)),
    ];
}
