namespace GradAlign.Analyzer.Hosting;

/// <summary>How the scoring process is started.</summary>
public sealed record HostSettings
{
    /// <summary>Longest time without a word from a model before it is stopped.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Folder of libtorch, where it is neither beside the assembly nor in a package; null: nowhere else.</summary>
    public string? NativePath { get; init; }

    /// <summary>Folder of GradAlign.Host; null: that of the running program.</summary>
    public string? HostFolder { get; init; }

    /// <summary>Assembly whose deps.json and runtimeconfig.json hold for the process, such as a test project's; null: the scored assembly's own.</summary>
    public string? DependenciesOf { get; init; }

    /// <summary>Package folders of the project; empty: the user's global one.</summary>
    public IReadOnlyList<string> PackageFolders { get; init; } = [];
}
