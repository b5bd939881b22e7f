using System.Text;
using System.Text.Json;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>A snapshot on disk, in Verify's conventions: UTF-8 with a byte order mark, LF, no newline at the end; <c>.verified.json</c> beside <c>.received.json</c>.</summary>
public static class SnapshotFile
{
    /// <summary>Ending of a snapshot that somebody accepted.</summary>
    public const string VerifiedEnding = ".verified.json";

    /// <summary>Ending of what was measured instead.</summary>
    public const string ReceivedEnding = ".received.json";

    // Windows' set, on every system: a snapshot is checked in and has one name.
    private static readonly char[] Unsafe = ['"', '<', '>', '|', ':', '*', '?', '\\', '/'];

    /// <summary>Makes a name safe as (part of) a file name: what no file system takes becomes <c>-</c>, as in Verify.</summary>
    /// <param name="name">Name of a model or a test.</param>
    public static string SafeName(string name) => string.Concat(name.Select(c => char.IsControl(c) || Unsafe.Contains(c) ? '-' : c));

    /// <summary>The received file that belongs to a verified one.</summary>
    /// <param name="verifiedPath">Path that ends with <see cref="VerifiedEnding"/>.</param>
    /// <exception cref="ArgumentException">It ends with something else.</exception>
    public static string ReceivedPath(string verifiedPath) => verifiedPath.EndsWith(VerifiedEnding, StringComparison.Ordinal)
        ? verifiedPath[..^VerifiedEnding.Length] + ReceivedEnding
        : throw new ArgumentException($"The path of a snapshot ends with {VerifiedEnding}.", nameof(verifiedPath));

    /// <summary>Reads a snapshot, with any line ends and with or without a byte order mark.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="ScoringException">GA0006: it cannot be read, is no snapshot, or has another format.</exception>
    public static ScoreSnapshot Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Reads the text of a snapshot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="ScoringException">GA0006: it is no snapshot, or has another format.</exception>
    public static ScoreSnapshot Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            // A reader of a process's output leaves the byte order mark in.
            return SnapshotJson.Read(text.TrimStart('\uFEFF'));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw Unreadable(name, e);
        }
    }

    /// <summary>Writes a snapshot; its folder is made where it is not there. A reader never sees half of it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ScoreSnapshot snapshot)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(temporary, SnapshotJson.Write(snapshot), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        File.Move(temporary, path, overwrite: true);
    }

    private static ScoringException Unreadable(string name, Exception cause) => new(
        Rules.InvalidConfiguration.Finding($"The snapshot {name} cannot be read: {cause.Message.TrimEnd('.')}. Mend it (it may hold a merge conflict), or delete it and accept the score anew."), cause);
}
