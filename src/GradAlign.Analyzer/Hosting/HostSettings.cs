namespace GradAlign.Analyzer.Hosting;

/// <summary>How the scoring process is started.</summary>
public sealed record HostSettings
{
    /// <summary>Longest time without a word from a model before it is stopped.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Package folders of the project; empty: the user's global one.</summary>
    public IReadOnlyList<string> PackageFolders { get; init; } = [];

    /// <summary>Folder of libtorch, where it comes from none of the project's packages; null: as the project or GRADALIGN_NATIVE_PATH says.</summary>
    public string? NativeFolder { get; init; }
}
