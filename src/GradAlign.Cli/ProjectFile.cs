namespace GradAlign.Cli;

/// <summary>The project files that MSBuild builds .NET assemblies from, whatever their language.</summary>
internal static class ProjectFile
{
    /// <summary>How they are named, for messages and help.</summary>
    public const string Kinds = ".csproj, .fsproj or .vbproj";

    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>Whether a path is named as a project file is.</summary>
    public static bool Is(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The project files of a folder, those below it left out.</summary>
    public static IReadOnlyList<string> In(string folder) => [.. Directory.EnumerateFiles(folder).Where(Is).Order(StringComparer.Ordinal)];
}
