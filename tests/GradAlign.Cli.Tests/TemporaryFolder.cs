namespace GradAlign.Cli.Tests;

/// <summary>A folder of a test's own, outside the repository.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-tests-");

    public string Root => folder.FullName;

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string path, string text)
    {
        var full = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
