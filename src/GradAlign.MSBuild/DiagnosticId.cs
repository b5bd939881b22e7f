namespace GradAlign.MSBuild;

/// <summary>The ids that the build itself gives, where the gate cannot: docs/rules has their pages, and a test compares them with the analyzer's table.</summary>
internal static class DiagnosticId
{
    /// <summary>The framework is not one that can be scored, or the gate's own runtime is missing.</summary>
    public const string NotInspected = "GA0002";

    /// <summary>A property has a value that cannot be.</summary>
    public const string InvalidConfiguration = "GA0006";

    /// <summary>The gate did not come to its end.</summary>
    public const string Killed = "GA0007";
}
