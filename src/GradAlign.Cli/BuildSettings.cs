namespace GradAlign.Cli;

/// <summary>Which project or assembly, and how a project is built.</summary>
internal sealed record BuildSettings
{
    /// <summary>A project, a folder with exactly one, or a built .dll, as it was given.</summary>
    public required string Target { get; init; }

    public bool NoBuild { get; init; }

    public required string Configuration { get; init; }

    /// <summary>Target framework; null: the project has one only.</summary>
    public string? Framework { get; init; }
}
