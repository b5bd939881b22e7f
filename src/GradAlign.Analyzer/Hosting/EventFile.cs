using System.Text;
using System.Text.Json;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Hosting;

/// <summary>The file through which the scoring process speaks: one event a line, written through at once, so that nothing is lost when the process ends.</summary>
internal static class EventFile
{
    public static void Append(string path, ScoringEvent said) =>
        File.AppendAllText(path, JsonSerializer.Serialize(said, GradAlignJson.Compact) + "\n", new UTF8Encoding(false));

    /// <summary>Reads the whole lines from an offset on.</summary>
    /// <returns>The events, and the offset behind the last of them.</returns>
    public static (IReadOnlyList<ScoringEvent> Events, long Offset) Read(string path, long offset)
    {
        if (!File.Exists(path)) return ([], offset);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(offset, SeekOrigin.Begin);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        var text = memory.ToArray();
        var whole = Array.LastIndexOf(text, (byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(text, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return ([.. lines.Select(l => JsonSerializer.Deserialize<ScoringEvent>(l, GradAlignJson.Compact)!)], offset + whole);
    }
}
