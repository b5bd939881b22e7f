using GradAlign.Analyzer.Discovery;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Where what was scored lies.</summary>
/// <param name="Root">Root folder of its repository; null where none is known.</param>
/// <param name="Project">The project or assembly, at which a finding without a place is shown; null: none.</param>
/// <param name="Assembly">The assembly, at which a model without a line is shown; null: none.</param>
public sealed record ReportOrigin(string? Root, string? Project, string? Assembly = null)
{
    /// <summary>The assembly as a place without a line; null where there is none.</summary>
    public SourceLocation? Whole => Assembly is null ? null : new(Assembly, 0, 0);

    /// <summary>The origin of a project or assembly: the repository is the nearest folder above it with a <c>.git</c>.</summary>
    /// <param name="project">Path of the project; null: that of the assembly.</param>
    /// <param name="assembly">Path of the assembly.</param>
    public static ReportOrigin Of(string? project, string? assembly)
    {
        var place = project ?? assembly;
        return new(place is null ? null : RootAbove(Path.GetFullPath(place)), place, assembly);
    }

    /// <summary>A path within the repository, with forward slashes; null where the file lies outside of it, or no repository is known.</summary>
    /// <param name="file">A path as the compiler recorded it.</param>
    public string? Relative(string file)
    {
        if (Root is null || !Path.IsPathFullyQualified(file)) return null;
        var relative = Path.GetRelativePath(Root, file);
        return Path.IsPathRooted(relative) || relative.Split('/', '\\')[0] == ".." ? null : relative.Replace('\\', '/');
    }

    /// <summary>A path for people: within the repository where it lies there, else as it is.</summary>
    /// <param name="file">A path as the compiler recorded it.</param>
    public string Shown(string file) => Relative(file) ?? file;

    private static string? RootAbove(string place)
    {
        for (var folder = Path.GetDirectoryName(place); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // A worktree has a file of that name.
            var git = Path.Combine(folder, ".git");
            if (Directory.Exists(git) || File.Exists(git)) return folder;
        }

        return null;
    }
}
