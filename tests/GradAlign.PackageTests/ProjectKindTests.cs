namespace GradAlign.PackageTests;

public sealed class ProjectKindTests
{
    // TorchSharp for .NET Standard would ask for packages that nothing else needs.
    private static readonly string OnlyTheGate = $"""
        <ItemGroup Condition="'$(TargetFramework)' == 'netstandard2.0'">
          <PackageReference Remove="TorchSharp;SharpZipLib;SkiaSharp;{UserProject.LibtorchPackage}" />
        </ItemGroup>
        """;

    [Fact]
    public void Executable_is_scored_and_its_program_does_not_run()
    {
        var project = UserProject.Create("Program", Sources.Sound.Replace("public static class", "System.IO.File.WriteAllText(\"ran\", \"\");\npublic static class", StringComparison.Ordinal),
            "<OutputType>Exe</OutputType><UsesLibtorch>true</UsesLibtorch>", $"""
            <Import Project="{Path.Combine(Repository.Root, "eng", "Libtorch.targets")}" />
            <ItemGroup><PackageReference Remove="{UserProject.LibtorchPackage}" /><PackageReference Include="{UserProject.LibtorchPackage}" Version="2.10.0" /></ItemGroup>
            """);
        var built = project.Build();

        Assert.True(built.Succeeded, built.Output);
        Assert.Equal(1, built.GateRuns);
        Assert.False(File.Exists(Path.Combine(project.Folder, "ran")));
    }

    [Fact]
    public void Each_framework_is_scored_and_those_that_cannot_be_are_named_once()
    {
        var project = UserProject.Create("Frameworks", $"#if NETCOREAPP\n{Sources.Sound}\n#else\npublic static class Old {{ [GradAlign.ScoredModel(1)] public static void Nothing() {{ }} }}\n#endif", """
            <TargetFrameworks>net10.0;net10.0-windows;netstandard2.0</TargetFrameworks>
            <EnableWindowsTargeting>true</EnableWindowsTargeting>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            <ImplicitUsings>disable</ImplicitUsings>
            """, OnlyTheGate);
        var built = project.Build("-m:1");
        var again = project.Build("-m:1", "--no-restore");

        Assert.True(built.Succeeded, built.Output);
        Assert.Equal((2, 0), (built.GateRuns, again.GateRuns));
        Assert.Empty(built.Warnings);
        Assert.Single(built.Messages("GradAlign scores the models of Frameworks as built for net10.0, net10.0-windows; netstandard2.0 cannot be scored."));
    }

    [Fact]
    public void Framework_that_cannot_be_scored_is_a_warning_where_it_is_the_only_one()
    {
        var built = UserProject.Create("Standard", "", "<TargetFramework>netstandard2.0</TargetFramework><ImplicitUsings>disable</ImplicitUsings>", OnlyTheGate).Build();

        Assert.True(built.Succeeded, built.Output);
        Assert.Equal("GA0002", Assert.Single(built.Warnings).Code);
        Assert.Equal(0, built.GateRuns);
    }

    // Without a restore: the reference assemblies of an old framework are not at hand everywhere.
    [Theory]
    [InlineData("<TargetFramework>net6.0</TargetFramework>", "GradAlignDecide", 1)]
    [InlineData("<TargetFrameworks>net7.0;netstandard2.0</TargetFrameworks>", "GradAlignFrameworks", 1)]
    [InlineData("<TargetFramework>net8.0</TargetFramework>", "GradAlignDecide", 0)]
    public void Framework_for_which_TorchSharp_does_not_load_is_told_from_one_that_can_be_scored(string frameworks, string target, int warnings)
    {
        var targets = Path.Combine(Repository.Root, "src", "GradAlign.MSBuild", target == "GradAlignDecide" ? "build" : "buildMultiTargeting", "GradAlign.MSBuild.targets");
        var project = UserProject.Create($"Old{frameworks.Length}{target}{warnings}", "", frameworks, gate: false);
        // Where a restored package's targets are imported.
        var hook = target == "GradAlignDecide" ? "CustomAfterMicrosoftCommonTargets" : "CustomAfterMicrosoftCommonCrossTargetingTargets";
        var built = project.Run("msbuild", $"-t:{target}", $"-p:{hook}={targets}", "-p:GradAlignEnabled=true");

        Assert.True(built.Succeeded, built.Output);
        Assert.Equal(Enumerable.Repeat("GA0002", warnings), built.Warnings.Where(w => w.Code.StartsWith("GA", StringComparison.Ordinal)).Select(w => w.Code));
        Assert.All(built.Warnings.Where(w => w.Code == "GA0002"), w => Assert.Contains("it needs .NET 8 or later. Add net10.0 to the target frameworks", w.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Deterministic_source_paths_are_mapped_back()
    {
        var project = UserProject.Create("Mapped", Sources.Bad, "<ContinuousIntegrationBuild>true</ContinuousIntegrationBuild>",
            """<ItemGroup><SourceRoot Include="$(MSBuildProjectDirectory)/" /></ItemGroup>""");
        var built = project.Build();

        Assert.Equal(["GA1001", "GA1002"], built.ErrorIds);
        Assert.All(built.Errors, e => Assert.Equal(Path.Combine(project.Folder, "Models.cs"), e.File));
        // The test would show nothing if the compiler had kept the whole path.
        Assert.DoesNotContain(project.Folder, File.ReadAllText(Path.Combine(project.Folder, "bin", "Debug", "net10.0", "Mapped.pdb"), System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("embedded", "Models.cs")]
    [InlineData("none", "Symbols_none.dll")]
    public void Findings_have_the_best_place_that_the_symbols_give(string symbols, string file)
    {
        var built = UserProject.Create($"Symbols_{symbols}", Sources.Bad, $"<DebugType>{symbols}</DebugType>").Build();

        Assert.Equal(["GA1001", "GA1002"], built.ErrorIds);
        Assert.All(built.Errors, e => Assert.Equal(file, Path.GetFileName(e.File)));
        Assert.All(built.Errors, e => Assert.Equal(symbols == "none" ? 0 : Sources.LineOf(Sources.Bad, "Deep()") + 1, e.LineNumber));
    }

    [Fact]
    public void Two_projects_are_scored_side_by_side()
    {
        UserProject.Create("Left", Sources.Sound);
        UserProject.Create("Right", Sources.Bad);
        var both = UserProject.Create("Both", "", rest: """
            <ItemGroup><ProjectReference Include="..\Left\Left.csproj;..\Right\Right.csproj" /></ItemGroup>
            """, gate: false);
        var built = both.Build("-m:2");

        Assert.Equal(2, built.GateRuns);
        Assert.Equal(["GA1001", "GA1002"], built.ErrorIds);
        Assert.All(built.Errors, e => Assert.Contains("Right", e.File, StringComparison.Ordinal));
    }

    [Fact]
    public void Test_project_is_scored_only_where_it_asks_for_it()
    {
        var project = UserProject.Create("Tests", Sources.Sound, "<IsTestProject>true</IsTestProject>");

        Assert.Equal(0, project.Build().GateRuns);
        Assert.Equal(1, project.Build("--no-restore", "-p:GradAlignEnabled=true").GateRuns);
    }

    [Fact]
    public void Gate_that_is_switched_off_does_not_run_and_a_misspelt_switch_is_an_error()
    {
        var project = UserProject.Create("Off", Sources.Bad);
        var off = project.Build("-p:GradAlignEnabled=false");

        Assert.True(off.Succeeded, off.Output);
        Assert.Equal(0, off.GateRuns);
        foreach (var property in new[] { "GradAlignEnabled=perhaps", "GradAlignNoCache=perhaps", "GradAlignTreatWarningsAsErrors=perhaps", "GradAlignThreads=0", "GradAlignNativePath=/no/where" })
        {
            var misspelt = project.Build("--no-restore", $"-p:{property}");
            Assert.Equal(["GA0006"], misspelt.ErrorIds);
            Assert.Contains(property[..property.IndexOf('=', StringComparison.Ordinal)], misspelt.Errors[0].Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Project_that_has_the_package_through_another_is_left_alone()
    {
        UserProject.Create("Base", Sources.Sound, rest: """<ItemGroup><PackageReference Update="GradAlign.MSBuild" PrivateAssets="none" /></ItemGroup>""");
        var built = UserProject.Create("OnTop", "", rest: """<ItemGroup><ProjectReference Include="..\Base\Base.csproj" /></ItemGroup>""", gate: false).Build();

        Assert.True(built.Succeeded, built.Output);
        Assert.Equal((1, 2), (built.GateRuns, built.Ran("GradAlignDecide")));
    }
}
