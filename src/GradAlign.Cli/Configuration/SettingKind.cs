using System.Globalization;
using System.Text.Json;

namespace GradAlign.Cli.Configuration;

/// <summary>What values a setting takes, whoever says them.</summary>
/// <param name="Expected">The values in words, as the end of "… is expected".</param>
internal abstract record SettingKind(string Expected)
{
    /// <summary>A limit or a share.</summary>
    public static SettingKind Share { get; } = new NumberKind(0, 1);

    /// <summary>A number within a range, its ends included.</summary>
    public static SettingKind Between(double least, double most) => new NumberKind(least, most);

    /// <summary>Yes or no.</summary>
    public static SettingKind Flag { get; } = new FlagKind();

    /// <summary>The value of a text, of a command line or an MSBuild property; null where it is none.</summary>
    public abstract object? Parse(string text);

    /// <summary>The value of a JSON token; null where it is none.</summary>
    public abstract object? Read(ref Utf8JsonReader reader);

    public static SettingKind Whole(long least, long most) => new WholeKind(least, most);

    public static SettingKind Text(string expected, Func<string, bool> isValid) => new TextKind(expected, isValid);

    /// <summary>One of a few words; an alias is read as the word it stands for.</summary>
    public static SettingKind OneOf(string[] words, params (string Alias, string Word)[] aliases) => new ChoiceKind(words, aliases);

    private sealed record NumberKind(double Least, double Most) : SettingKind(FormattableString.Invariant($"a number from {Least} to {Most}"))
    {
        public override object? Parse(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? InRange(value) : null;

        public override object? Read(ref Utf8JsonReader reader) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) ? InRange(value) : null;

        // A NaN is in no range.
        private double? InRange(double value) => value >= Least && value <= Most ? value : null;
    }

    private sealed record WholeKind(long Least, long Most) : SettingKind(Most == int.MaxValue
        ? FormattableString.Invariant($"a whole number of at least {Least}")
        : FormattableString.Invariant($"a whole number from {Least} to {Most}"))
    {
        public override object? Parse(string text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? InRange(value) : null;

        public override object? Read(ref Utf8JsonReader reader) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? InRange(value) : null;

        private long? InRange(long value) => value >= Least && value <= Most ? value : null;
    }

    private sealed record FlagKind() : SettingKind("true or false")
    {
        public override object? Parse(string text) => bool.TryParse(text, out var value) ? value : null;

        public override object? Read(ref Utf8JsonReader reader) =>
            reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : null;
    }

    private sealed record TextKind(string Expected, Func<string, bool> IsValid) : SettingKind(Expected)
    {
        public override object? Parse(string text) => IsValid(text) ? text : null;

        public override object? Read(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : null;
    }

    private sealed record ChoiceKind(string[] Words, (string Alias, string Word)[] Aliases) : SettingKind(
        Words.Length == 1 ? Words[0] : $"{string.Join(", ", Words[..^1])} or {Words[^1]}")
    {
        public override object? Parse(string text) =>
            Words.FirstOrDefault(w => w.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? Aliases.FirstOrDefault(a => a.Alias.Equals(text, StringComparison.OrdinalIgnoreCase)).Word;

        public override object? Read(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : null;
    }
}
