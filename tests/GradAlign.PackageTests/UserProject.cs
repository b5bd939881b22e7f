using System.Diagnostics;
using System.Globalization;

namespace GradAlign.PackageTests;

/// <summary>A project of a user who has installed the package.</summary>
internal sealed class UserProject
{
    private int builds;

    private UserProject(string folder) => Folder = folder;

    public string Folder { get; }

    public string Name => Path.GetFileName(Folder);

    /// <summary>The build gate's folder in the intermediate folder.</summary>
    public string Kept => Path.Combine(Folder, "obj", "Debug", "net10.0", "gradalign");

    /// <summary>When the scores were last measured; the scores are not written where they are reused.</summary>
    public DateTime ScoredAt => File.GetLastWriteTimeUtc(Path.Combine(Kept, "scores.json"));

    public static UserProject Create(string name, string source, string properties = "", string rest = "", bool libtorch = true, bool gate = true, string language = "cs")
    {
        var project = new UserProject(Path.Combine(Sandbox.Root, name));
        if (properties.Contains("<TargetFramework", StringComparison.Ordinal) is false) properties += "<TargetFramework>net10.0</TargetFramework>";
        project.Write($"{name}.{language}proj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TorchSharp" Version="0.107.0" />
                <PackageReference Include="SharpZipLib" Version="1.4.2" />
                <PackageReference Include="SkiaSharp" Version="2.88.9" />
                {(libtorch ? $"""<PackageReference Include="{LibtorchPackage}" Version="2.10.0" />""" : "")}
                {(gate ? $"""<PackageReference Include="GradAlign.MSBuild" Version="{Sandbox.Version}" PrivateAssets="all" />""" : "")}
              </ItemGroup>
              {rest}
            </Project>
            """);
        project.Write($"Models.{language}", source);
        return project;
    }

    public static string LibtorchPackage { get; } =
        OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64" : OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";

    /// <summary>A project that is there already.</summary>
    public static UserProject At(string folder) => new(folder);

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public BuildLog Build(params string[] arguments) => Run("build", arguments);

    /// <summary>Runs a command of dotnet that builds.</summary>
    public BuildLog Run(string command, params string[] arguments) => Run(command, arguments, new Dictionary<string, string>());

    public BuildLog Run(string command, string[] arguments, IReadOnlyDictionary<string, string> variables)
    {
        var log = LogPath();
        var (code, output) = Dotnet.Run(Folder, Arguments(command, arguments, log), Variables(variables));
        return new(code, output, log);
    }

    /// <summary>Starts a build and does not wait for it.</summary>
    public Process StartBuild() => Dotnet.Start(Folder, Arguments("build", [], LogPath()), Variables(new Dictionary<string, string>()));

    private static Dictionary<string, string> Variables(IReadOnlyDictionary<string, string> more) => new(Sandbox.Variables.Concat(more));

    private static IEnumerable<string> Arguments(string command, string[] arguments, string log) =>
        [command, .. arguments, "-nologo", "-tl:off", "-v:minimal", $"-bl:{log}"];

    private string LogPath() => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{++builds}.binlog"));
}
