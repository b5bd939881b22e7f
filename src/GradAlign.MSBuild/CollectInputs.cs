using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace GradAlign.MSBuild;

/// <summary>
/// Writes down what the verdicts of a project depend on: the file changes exactly when one of those things does,
/// and with it MSBuild's own incremental build decides whether the gate runs.
/// </summary>
public sealed class CollectInputs : Task
{
    private const string ConfigurationName = "gradalign.json";
    private const string SnapshotFolder = "gradalign.snapshots";

    // What the gate heeds beside properties and files.
    private static readonly string[] Variables = ["GRADALIGN_SNAPSHOT_MODE", "GRADALIGN_NATIVE_PATH", "CI"];

    /// <summary>Full path of the project file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The GradAlign properties: the item is the name, its metadata <c>Value</c> the value.</summary>
    public ITaskItem[] Properties { get; set; } = [];

    /// <summary>The assembly, what it is built from, and the tool.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Files that the models read and that only the user knows of: a change of one voids the scores.</summary>
    public ITaskItem[] ExtraFiles { get; set; } = [];

    /// <summary>Files and folders, named by properties, that the gate reads; entries that do not exist are left out.</summary>
    public ITaskItem[] Data { get; set; } = [];

    /// <summary>What the last run of the gate said it had read, one path a line.</summary>
    [Required]
    public string DependenciesFile { get; set; } = "";

    /// <summary>Takes the properties for the gate.</summary>
    [Required]
    public string PropertiesFile { get; set; } = "";

    /// <summary>Takes the list of inputs.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>The scores that are kept from the last run; deleted where they are void.</summary>
    [Required]
    public string ScoresFile { get; set; } = "";

    /// <summary>Shows that the last run was a whole one; deleted where it has to be repeated.</summary>
    [Required]
    public string StampFile { get; set; } = "";

    /// <summary>Whether to score whatever is kept.</summary>
    public bool NoCache { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var properties = Properties.Select(p => new KeyValuePair<string, string>(p.ItemSpec, p.GetMetadata("Value"))).ToArray();
        PropertyLines.Save(PropertiesFile, properties);
        var listing = new InputListing();
        foreach (var property in properties) listing.AddValue("property", property.Key, property.Value);
        foreach (var variable in Variables) listing.AddValue("variable", variable, Environment.GetEnvironmentVariable(variable));
        foreach (var file in Files) listing.AddPath("file", file.GetMetadata("FullPath"));
        foreach (var file in ExtraFiles) listing.AddPath(InputListing.Extra, file.GetMetadata("FullPath"));
        foreach (var path in ConfigurationFiles().Concat(DataPaths())) listing.AddPath("file", path);
        foreach (var path in ReadDependencies(DependenciesFile)) listing.AddPath(InputListing.Dependency, path);
        var scoresAreVoid = listing.Save(InputsFile) || NoCache;
        if (scoresAreVoid) File.Delete(ScoresFile);
        if (NoCache) File.Delete(StampFile);
        return true;
    }

    private IEnumerable<string> ConfigurationFiles()
    {
        var snapshots = Path.Combine(Path.GetDirectoryName(Project)!, SnapshotFolder);
        if (Directory.Exists(snapshots)) yield return snapshots;
        for (var folder = Path.GetDirectoryName(Project); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var configuration = Path.Combine(folder, ConfigurationName);
            if (File.Exists(configuration)) yield return configuration;
        }
    }

    // A data set is a path, or a kind and one or two paths: idx:IMAGES,LABELS.
    private IEnumerable<string> DataPaths() => Data
        .SelectMany(d => new[] { d.ItemSpec }.Concat(d.ItemSpec.Substring(d.ItemSpec.IndexOf(':') + 1).Split(',')))
        .Where(p => p.Length > 0 && p.IndexOfAny(Path.GetInvalidPathChars()) < 0)
        .Select(p => Path.Combine(Path.GetDirectoryName(Project)!, p))
        .Where(p => File.Exists(p) || Directory.Exists(p));

    internal static string[] ReadDependencies(string file) => File.Exists(file) ? [.. File.ReadAllLines(file).Where(p => p.Length > 0)] : [];
}
