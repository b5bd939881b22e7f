namespace GradAlign.Browser.Tests;

/// <summary>The system's Chromium; Playwright's own browsers are not downloaded.</summary>
internal static class Chromium
{
    /// <summary>Names a browser that is not on the PATH.</summary>
    public const string Variable = "GRADALIGN_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    /// <summary>Path of the browser; null where there is none.</summary>
    public static string? Executable { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Whether tests must not be skipped for want of a browser.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
}
