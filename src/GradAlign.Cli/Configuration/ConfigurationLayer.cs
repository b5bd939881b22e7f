using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli.Configuration;

/// <summary>What one place says: the command line, the MSBuild properties, or gradalign.json.</summary>
internal sealed class ConfigurationLayer
{
    public static ConfigurationLayer Empty { get; } = new();

    /// <summary>The values for every model.</summary>
    public Dictionary<Setting, ConfiguredValue> Values { get; } = [];

    /// <summary>Limits for the models that a pattern names, in the order of the file.</summary>
    public List<(string Pattern, Dictionary<Setting, ConfiguredValue> Values)> Sections { get; } = [];

    /// <summary>What could not be understood; with a problem nothing is scored.</summary>
    public List<LocatedFinding> Problems { get; } = [];
}
