using System.Text;

namespace GradAlign.Cli;

/// <summary>Writes files that another process may read or a kill may cut off: there is the old one or the new one, never half of one.</summary>
internal static class WholeFile
{
    /// <summary>Deletes the answer of an earlier run: where this one does not come to its end, there must be none.</summary>
    public static void Forget(string? path)
    {
        if (File.Exists(path)) File.Delete(path);
    }

    /// <summary>Writes text in UTF-8 without a byte-order mark; makes the folder where it is missing.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = FormattableString.Invariant($"{path}.{Environment.ProcessId}.tmp");
        try
        {
            File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
