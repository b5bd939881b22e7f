namespace GradAlign.MSBuild;

/// <summary>The MSBuild properties as the gate reads them: <c>Name=Value</c> lines, a backslash before a backslash, <c>\n</c> for a line break.</summary>
internal static class PropertyLines
{
    public static string Escape(string value) =>
        value.Replace("\\", "\\\\").Replace("\r\n", "\n").Replace("\r", "\n").Replace("\n", "\\n");

    /// <summary>Writes the properties where they differ from those that are there; one that is empty counts as not set.</summary>
    public static void Save(string path, IEnumerable<KeyValuePair<string, string>> properties)
    {
        var text = string.Concat(properties.Where(p => p.Value.Length > 0).Select(p => $"{p.Key}={Escape(p.Value)}\n"));
        if (File.Exists(path) && File.ReadAllText(path) == text) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
