using System.Diagnostics;

namespace GradAlign.Host.Tests;

/// <summary>Projects of a user, outside the repository, built for real: a class library, an executable, a library without libtorch.</summary>
public sealed class FixtureProjects : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-fixture-");
    private readonly Lazy<string> library;
    private readonly Lazy<string> executable;
    private readonly Lazy<string> withoutLibtorch;
    private readonly Lazy<string> several;

    public FixtureProjects()
    {
        // Nothing of a folder above the sandbox may reach into it.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) Write(name, "<Project />");
        library = new(() => Build("Library", output: "Library", libtorch: true, Sources.Hostile));
        executable = new(() => Build("Executable", output: "Exe", libtorch: true, Sources.Program));
        withoutLibtorch = new(() => Build("Bare", output: "Library", libtorch: false, Sources.Sound));
        several = new(() => Build("Several", output: "Library", libtorch: true, SeveralInputSources.Models));
    }

    public string Library => library.Value;

    public string Executable => executable.Value;

    public string WithoutLibtorch => withoutLibtorch.Value;

    /// <summary>Models of several inputs and outputs, and models that keep state.</summary>
    public string Several => several.Value;

    public void Dispose() => folder.Delete(recursive: true);

    private string Build(string name, string output, bool libtorch, string source)
    {
        Write($"{name}/Models.cs", source);
        Write($"{name}/ScoredModelAttribute.cs", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src/GradAlign.MSBuild/build/ScoredModelAttribute.cs")));
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{output}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <UsesLibtorch>{(libtorch ? "true" : "false")}</UsesLibtorch>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TorchSharp" Version="0.107.0" />
                <PackageReference Include="SharpZipLib" Version="1.4.2" />
                <PackageReference Include="SkiaSharp" Version="2.88.9" />
              </ItemGroup>
              <Import Project="{Path.Combine(RepositoryRoot.Path, "eng/Libtorch.targets")}" />
              <ItemGroup>
                <PackageReference Update="@(PackageReference->WithMetadataValue('Version', ''))" Version="2.10.0" />
              </ItemGroup>
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["build", Path.Combine(folder.FullName, name), "--nologo", "-v:q", "-tl:off"]) { RedirectStandardOutput = true };
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(variable);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text);
        return Path.Combine(folder.FullName, name, "bin", "Debug", "net10.0", name + ".dll");
    }

    private void Write(string path, string content)
    {
        var full = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
