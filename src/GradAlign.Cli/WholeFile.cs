using System.Text;

namespace GradAlign.Cli;

/// <summary>Writes files that another process may read or a kill may cut off: there is the old one or the new one, never half of one.</summary>
internal static class WholeFile
{
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
