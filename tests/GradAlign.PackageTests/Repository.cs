using System.Reflection;

namespace GradAlign.PackageTests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Configuration that the tests, and with them the package's projects, were built in.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "GradAlign.sln"))
            ? folder
            : Find(Directory.GetParent(folder)?.FullName ?? throw new DirectoryNotFoundException("GradAlign.sln is in no folder above the tests."));
}
