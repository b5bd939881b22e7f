using System.Globalization;

namespace GradAlign.MSBuild;

/// <summary>
/// What a verdict depends on, as lines of text: two builds with the same lines need not score twice.
/// Sizes and times are in them, so that a file that became older, or went away, is noticed as well as a newer one.
/// </summary>
internal sealed class InputListing
{
    /// <summary>Kind of the files that only the user knows of.</summary>
    public const string Extra = "extra";

    /// <summary>Kind of the files that the gate said it had read.</summary>
    public const string Dependency = "dependency";

    // A data set can be a folder of many thousands of files; the gate looks at it closer whenever it runs.
    private const int MostFilesOfAFolder = 200;

    private readonly SortedSet<string> lines = new(StringComparer.Ordinal);

    /// <summary>Adds a value under a name.</summary>
    public void AddValue(string kind, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) lines.Add($"{kind}\t{name}\t{PropertyLines.Escape(value!)}");
    }

    /// <summary>Adds a file, or a folder with the files directly in it.</summary>
    public void AddPath(string kind, string path)
    {
        if (File.Exists(path))
        {
            AddFile(kind, path);
            return;
        }

        lines.Add($"{kind}\t{path}\t{(Directory.Exists(path) ? "folder" : "missing")}");
        if (!Directory.Exists(path)) return;
        foreach (var file in Directory.EnumerateFiles(path).Where(f => !IsReceived(f)).Take(MostFilesOfAFolder)) AddFile(kind, file);
    }

    /// <summary>Writes the lines where they differ from those that are there.</summary>
    /// <returns>Whether a line of the kind <see cref="Extra"/> differs from those that were there.</returns>
    public bool Save(string path)
    {
        var before = File.Exists(path) ? File.ReadAllLines(path) : null;
        if (before is not null && lines.SequenceEqual(before)) return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
        return before is not null && !before.Where(IsExtra).SequenceEqual(lines.Where(IsExtra));
    }

    /// <summary>
    /// Takes what a run of the gate has read into the list that was written before the run, so that the next build finds the same list.
    /// What changed since the run began is left out, and so found changed.
    /// </summary>
    public static void Settle(string path, IEnumerable<string> dependencies, DateTime began)
    {
        var before = File.ReadAllLines(path);
        var known = before.Where(IsDependency).ToDictionary(PathOf);
        var read = new InputListing();
        foreach (var dependency in dependencies) read.AddPath(Dependency, dependency);
        var settled = new InputListing();
        settled.lines.UnionWith(before.Where(l => !IsDependency(l)));
        settled.lines.UnionWith(read.lines
            .Select(l => known.TryGetValue(PathOf(l), out var earlier) ? earlier : l)
            .Where(l => !File.Exists(PathOf(l)) || File.GetLastWriteTimeUtc(PathOf(l)) < began));
        settled.Save(path);
    }

    private static string PathOf(string line) => line.Split('\t')[1];

    private static bool IsDependency(string line) => line.StartsWith(Dependency + "\t", StringComparison.Ordinal);

    // What the gate itself leaves beside a snapshot that it does not match.
    private static bool IsReceived(string file) => file.EndsWith(".received.json", StringComparison.Ordinal);

    private static bool IsExtra(string line) => line.StartsWith(Extra + "\t", StringComparison.Ordinal);

    private void AddFile(string kind, string path)
    {
        var file = new FileInfo(path);
        lines.Add(FormattableString.Invariant($"{kind}\t{path}\t{file.Length}\t{Ticks(file.LastWriteTimeUtc)}"));
    }

    private static string Ticks(DateTime time) => time.Ticks.ToString(CultureInfo.InvariantCulture);
}
