using GradAlign.Analyzer.Discovery;

namespace GradAlign.Cli;

/// <summary>What a build hands to the gate, and the files in which it wants the answers; nothing of it need be given.</summary>
internal sealed record Handover
{
    /// <summary>The project; gradalign.json and gradalign.snapshots are looked for from its folder.</summary>
    public string? Project { get; init; }

    /// <summary>File with the MSBuild properties that are set.</summary>
    public string? Properties { get; init; }

    /// <summary>File that keeps the scores between runs.</summary>
    public string? Scores { get; init; }

    /// <summary>File that takes the findings.</summary>
    public string? Findings { get; init; }

    /// <summary>File that takes the whole report as JSON.</summary>
    public string? Report { get; init; }

    /// <summary>File that takes the paths of what the verdict depends on beside the assembly.</summary>
    public string? Inputs { get; init; }

    /// <summary>NuGet's package folders.</summary>
    public IReadOnlyList<string> PackageFolders { get; init; } = [];

    /// <summary>Prefixes of source paths as the compiler recorded them, and the folders that they stand for.</summary>
    public IReadOnlyList<(string From, string To)> SourceRoots { get; init; } = [];

    /// <summary>Folder of libtorch, where it is in no package.</summary>
    public string? NativePath { get; init; }

    /// <summary>A place with its recorded path turned into a real one.</summary>
    public SourceLocation? Map(SourceLocation? place)
    {
        if (place is null) return null;
        var (from, to) = SourceRoots.FirstOrDefault(r => place.File.StartsWith(r.From, StringComparison.Ordinal));
        return from is null ? place : place with { File = Path.GetFullPath(Path.Combine(to, place.File[from.Length..].TrimStart('/', '\\'))) };
    }
}
