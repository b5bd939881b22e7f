using System.Diagnostics;
using GradAlign.Analyzer.Discovery;

namespace GradAlign.Cli.Tests;

/// <summary>A user's project with the models of Fixtures/HostileModels.cs, outside the repository, built once for real.</summary>
public sealed class HostileProject : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-hostile-");

    public HostileProject()
    {
        // Nothing of a folder above the sandbox may reach into it.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) Write(name, "<Project />");
        foreach (var source in new[] { "tests/GradAlign.Cli.Tests/Fixtures/HostileModels.cs", "src/GradAlign.MSBuild/build/ScoredModelAttribute.cs" })
            File.Copy(Repository.Path(source), Path.Combine(folder.FullName, Path.GetFileName(source)));
        Write("Hostile.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <UsesLibtorch>true</UsesLibtorch>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TorchSharp" Version="0.107.0" />
                <PackageReference Include="SharpZipLib" Version="1.4.2" />
                <PackageReference Include="SkiaSharp" Version="2.88.9" />
              </ItemGroup>
              <Import Project="{Repository.Path("eng/Libtorch.targets")}" />
              <ItemGroup>
                <PackageReference Update="@(PackageReference->WithMetadataValue('Version', ''))" Version="2.10.0" />
              </ItemGroup>
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["build", folder.FullName, "--nologo", "-v:q", "-tl:off"]) { RedirectStandardOutput = true };
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(variable);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text);
        Assembly = Path.Combine(folder.FullName, "bin", "Debug", "net10.0", "Hostile.dll");
        Models = ModelDiscovery.Discover(Assembly).Models;
    }

    public string Assembly { get; }

    public IReadOnlyList<ModelCase> Models { get; }

    /// <summary>A file name in a folder that goes with the project.</summary>
    public string NewFile(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string path, string content) => File.WriteAllText(Path.Combine(folder.FullName, path), content);
}
