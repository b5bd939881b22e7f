namespace GradAlign.NasBench.Tests;

/// <summary>A test on a file of the reference data beside the repository; skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        if (PathOf(file) is null) Skip = $"The reference data file ../shared/data/{file} is absent.";
    }

    /// <summary>The first <c>shared/data</c> beside the repository or above it: a worktree may lie deeper than a clone.</summary>
    public static string? PathOf(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", file);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}
