namespace GradAlign.Testing.Scoring;

/// <summary>The running test project: its deps.json says what the scoring process may load.</summary>
internal static class TestApplication
{
    private const string Ending = ".deps.json";

    /// <summary>Path of the test project's assembly; null where it cannot be told, so that the scored assembly's own dependencies hold.</summary>
    public static string? AssemblyPath { get; } = Find();

    // The host lists the application's file first, then those of the shared frameworks.
    private static string? Find() =>
        ((string?)AppContext.GetData("APP_CONTEXT_DEPS_FILES") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*" + Ending).Order(StringComparer.Ordinal))
            .Where(f => f.EndsWith(Ending, StringComparison.Ordinal))
            .Select(f => f[..^Ending.Length])
            .Where(f => File.Exists(f + ".runtimeconfig.json") && File.Exists(f + ".dll"))
            .Select(f => f + ".dll")
            .FirstOrDefault();
}
