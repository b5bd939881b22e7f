using System.Diagnostics;

namespace GradAlign.Cli.Tests.Gate;

/// <summary>A class library of a user, outside the repository, built once: models of every fate.</summary>
public sealed class GatedProject : IDisposable
{
    private const string Models = """
        using System;
        using GradAlign;
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public static class Models
        {
            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Sound() => Sequential(("a", Linear(5, 40)), ("b", ReLU()), ("c", Linear(40, 3)));

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Collapsed() => Sequential(
                ("a", Linear(5, 40)), ("b", Sigmoid()), ("c", Linear(40, 40)), ("d", Sigmoid()), ("e", Linear(40, 40)), ("f", Sigmoid()),
                ("g", Linear(40, 40)), ("h", Sigmoid()), ("i", Linear(40, 40)), ("j", Sigmoid()), ("k", Linear(40, 3)));

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Undefined()
            {
                var layer = Linear(5, 3);
                init.constant_(layer.weight!, double.NaN);
                return Sequential(("a", layer));
            }

            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Throws() => throw new InvalidOperationException("no\tsuch\nweights");

            [ScoredModel(5, Classes = 3, MaxConflict = 0)]
            public static Module<Tensor, Tensor> Strict() => Sequential(("a", Linear(5, 40)), ("b", ReLU()), ("c", Linear(40, 3)));

            public static Module<Tensor, Tensor> Forgotten() => Linear(5, 3);

            public static TorchSharp.Modules.Linear ForgottenLayer() => Linear(5, 3);

            public static Own ForgottenOwn() => new();

            internal static Module<Tensor, Tensor> Part() => Linear(5, 3);

            public static Module<Tensor, Tensor> Wide(int width) => Linear(5, width);

            public static Module<Tensor, Tensor> Property => Linear(5, 3);

            public static string Name() => "";

            public static TorchSharp.Modules.Parameter Weight() => new(zeros(1));
        }

        public sealed class Own() : Module<Tensor, Tensor>("own")
        {
            public override Tensor forward(Tensor input) => input;
        }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-gate-");

    public GatedProject()
    {
        // Nothing of a folder above the sandbox may reach into it.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) Write(name, "<Project />");
        Write("Gated/Models.cs", Models);
        Write("Gated/ScoredModelAttribute.cs", File.ReadAllText(Repository.Path("src", "GradAlign.MSBuild", "build", "ScoredModelAttribute.cs")));
        Write("Gated/Gated.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <UsesLibtorch>true</UsesLibtorch>
                <PathMap>$(MSBuildProjectDirectory)=/_/Gated</PathMap>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TorchSharp" Version="0.107.0" />
                <PackageReference Include="SharpZipLib" Version="1.4.2" />
                <PackageReference Include="SkiaSharp" Version="2.88.9" />
              </ItemGroup>
              <Import Project="{Repository.Path("eng", "Libtorch.targets")}" />
              <ItemGroup>
                <PackageReference Update="@(PackageReference->WithMetadataValue('Version', ''))" Version="2.10.0" />
              </ItemGroup>
            </Project>
            """);
        Build();
    }

    public string Project => Path.Combine(folder.FullName, "Gated", "Gated.csproj");

    public string Assembly => Path.Combine(folder.FullName, "Gated", "bin", "Debug", "net10.0", "Gated.dll");

    /// <summary>Scores that the tests of a class share: what they test begins behind the scoring.</summary>
    public string Scores => Path.Combine(folder.FullName, "scores.json");

    /// <summary>Line of a model's factory body, from 1.</summary>
    public static int Line(string model) => Array.FindIndex(Models.Split('\n'), l => l.Contains($" {model}()", StringComparison.Ordinal)) + 1;

    /// <summary>An empty project file in a folder of its own: the configuration and the snapshots of one test.</summary>
    public static string ProjectIn(string folder)
    {
        var project = Path.Combine(folder, "Other.csproj");
        File.WriteAllText(project, "<Project />");
        return project;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Build()
    {
        var start = new ProcessStartInfo("dotnet", ["build", Project, "--nologo", "-v:q", "-tl:off"]) { RedirectStandardOutput = true };
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text);
    }

    private void Write(string path, string content)
    {
        var full = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
