namespace GradAlign.MSBuild;

/// <summary>How much a finding matters to the build.</summary>
internal enum FindingSeverity
{
    Info,
    Warning,
    Error,
}
