using System.Text.Json;

namespace GradAlign.Host;

/// <summary>Writes the one event that the bootstrap itself can have to say; the analyzer's types are not loaded yet.</summary>
internal static class FailureEvent
{
    public static void Write(string path, string id, string message) =>
        File.AppendAllText(path, JsonSerializer.Serialize(new { @event = "failed", finding = new { id, severity = "error", message } }) + "\n");
}
