using System.Text;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Configuration;

/// <summary>The MSBuild properties of a project, as the build hands them over: a line <c>Name=Value</c> each, with <c>\\</c> and <c>\n</c> for a backslash and a line break.</summary>
internal static class PropertiesFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">Folder of the project, where relative paths start.</param>
    /// <exception cref="ScoreFailure">The file cannot be read.</exception>
    public static ConfigurationLayer Read(string path, string folder)
    {
        var layer = new ConfigurationLayer();
        foreach (var line in Lines(path).Where(l => l.Length > 0))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var (name, text) = equals < 0 ? (line, "") : (line[..equals].Trim(), Unescape(line[(equals + 1)..]).Trim());
            // An unset property is an empty one: MSBuild does not tell them apart.
            if (text.Length == 0 && equals >= 0) continue;
            if (Settings.BuildOnly.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            var setting = Settings.All.FirstOrDefault(s => s.Property.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
            {
                layer.Problems.Add(new(Rules.InvalidConfiguration.Finding(
                    $"The MSBuild property '{name}' is not one of GradAlign's. {Spelling.Advice(name, [.. Settings.All.Select(s => s.Property)])}")));
            }
            else if (setting.Kind.Parse(text) is { } value)
            {
                layer.Values[setting] = new(
                    setting == Settings.Data ? DataReference.Rooted(text, folder) : setting == Settings.Calibration ? CalibrationChoice.Rooted(text, folder) : value,
                    $"MSBuild property {setting.Property}");
            }
            else
            {
                layer.Problems.Add(new(Rules.InvalidConfiguration.Finding(
                    $"The MSBuild property {setting.Property} is '{text}', but {setting.Kind.Expected} is expected. Correct it, or leave it unset.")));
            }
        }

        return layer;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"--properties {path} cannot be read: {e.Message}", Rules.InvalidConfiguration.Id);
        }
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) plain.Append(text[i]);
            else plain.Append(text[++i] == 'n' ? '\n' : text[i]);
        }

        return plain.ToString();
    }
}
