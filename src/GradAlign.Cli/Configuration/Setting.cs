namespace GradAlign.Cli.Configuration;

/// <summary>One setting and its names.</summary>
/// <param name="Key">Key in gradalign.json; also its name in reports.</param>
/// <param name="Kind">What values it takes.</param>
/// <param name="Default">The value where nothing says otherwise; null: it depends, or there is none.</param>
/// <param name="InFile">Whether gradalign.json may say it.</param>
internal sealed record Setting(string Key, SettingKind Kind, object? Default = null, bool InFile = true)
{
    /// <summary>Option of the command line, such as <c>--max-conflict</c>.</summary>
    public string Option { get; init; } = "--" + string.Concat(Key.Select(c => char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>Whether the setting is a limit that must be reached: of several the greatest is the strictest.</summary>
    public bool IsFloor { get; init; }

    /// <summary>MSBuild property, such as <c>GradAlignMaxConflict</c>.</summary>
    public string Property { get; } = "GradAlign" + char.ToUpperInvariant(Key[0]) + Key[1..];
}
