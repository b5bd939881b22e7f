using System.Text;
using System.Text.Json;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Configuration;

/// <summary>Reads gradalign.json, described by docs/gradalign.schema.json; comments and trailing commas are allowed.</summary>
internal static class ConfigurationFile
{
    public const string Name = "gradalign.json";
    private const string Schema = "$schema";
    private const string Models = "models";
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The nearest gradalign.json, in a folder or any above it; null where there is none.</summary>
    public static string? Find(string? folder)
    {
        for (var at = folder is null ? null : new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, Name);
            if (File.Exists(file)) return file;
        }

        return null;
    }

    /// <summary>Reads a file; whatever is wrong with it is among the problems, with its line.</summary>
    public static ConfigurationLayer Read(string path)
    {
        var layer = new ConfigurationLayer();
        try
        {
            var bytes = File.ReadAllBytes(path).AsSpan();
            var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            new Reading(path, layer).Root(text);
        }
        catch (JsonException e)
        {
            layer.Problems.Add(new(
                Rules.InvalidConfiguration.Finding($"{Name} is not valid JSON: {e.Message.Split(" LineNumber", 2)[0]}"),
                null,
                new(path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            layer.Problems.Add(new(Rules.InvalidConfiguration.Finding($"{Name} cannot be read: {e.Message}"), null, new(path, 1, 1)));
        }

        return layer;
    }

    private sealed class Reading(string path, ConfigurationLayer layer)
    {
        public void Root(ReadOnlySpan<byte> text)
        {
            var reader = new Utf8JsonReader(text, Lenient);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                Problem(Place(text, reader.TokenStartIndex), $"{Name} holds no object; {{ \"maxConflict\": 0.9 }} is one.");
            }
            else
            {
                Members(ref reader, text, layer.Values, [Schema, Models, .. Settings.All.Where(s => s.InFile).Select(s => s.Key)], "");
            }

            // Anything behind the object is an error of the reader's.
            while (reader.Read())
            {
            }
        }

        private void Members(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, Dictionary<Setting, ConfiguredValue> values, string[] known, string within)
        {
            var seen = new HashSet<string>();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (key, place) = (reader.GetString()!, Place(text, reader.TokenStartIndex));
                reader.Read();
                if (!seen.Add(key))
                {
                    Problem(place, $"The key '{key}'{within} stands there twice. Keep one.");
                    reader.Skip();
                }
                else if (!known.Contains(key))
                {
                    Problem(place, $"The key '{key}'{within} is not known. {Spelling.Advice(key, known)}");
                    reader.Skip();
                }
                else if (key == Models)
                {
                    Sections(ref reader, text);
                }
                else if (key == Schema)
                {
                    if (reader.TokenType != JsonTokenType.String) Unfit(ref reader, text, key, "", "the schema's address, a string,");
                    reader.Skip();
                }
                else
                {
                    Take(ref reader, text, Settings.All.Single(s => s.Key == key), values, place, within);
                }
            }
        }

        private void Sections(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                Unfit(ref reader, text, Models, "", "an object with a pattern of model names for each key");
                reader.Skip();
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var pattern = reader.GetString()!;
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    Unfit(ref reader, text, pattern, $" of '{Models}'", "an object with limits");
                    reader.Skip();
                    continue;
                }

                var values = new Dictionary<Setting, ConfiguredValue>();
                layer.Sections.Add((pattern, values));
                Members(ref reader, text, values, [.. Settings.Limits.Select(s => s.Key)], $" of '{Models}', '{pattern}'");
            }
        }

        private void Take(
            ref Utf8JsonReader reader, ReadOnlySpan<byte> text, Setting setting, Dictionary<Setting, ConfiguredValue> values, SourceLocation place, string within)
        {
            if (setting.Kind.Read(ref reader) is { } value)
            {
                values[setting] = new(
                    setting == Settings.Data ? DataReference.Rooted((string)value, Path.GetDirectoryName(path)!)
                        : setting == Settings.Calibration ? CalibrationChoice.Rooted((string)value, Path.GetDirectoryName(path)!)
                        : value,
                    FormattableString.Invariant($"{path}({place.Line})"),
                    place);
            }
            else
            {
                Unfit(ref reader, text, setting.Key, within, setting.Kind.Expected);
                reader.Skip();
            }
        }

        private void Unfit(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string key, string within, string expected) =>
            Problem(Place(text, reader.TokenStartIndex), $"'{key}'{within} is {Shown(ref reader)}, but {expected} is expected.");

        private static string Shown(ref Utf8JsonReader reader) => reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => $"\"{reader.GetString()}\"",
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };

        private void Problem(SourceLocation place, string message) => layer.Problems.Add(new(Rules.InvalidConfiguration.Finding(message), null, place));

        private SourceLocation Place(ReadOnlySpan<byte> text, long offset)
        {
            var before = text[..(int)offset];
            var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
            return new(path, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(line) + 1);
        }
    }
}
