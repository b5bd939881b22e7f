namespace GradAlign.PackageTests;

public sealed class InputChangeTests
{
    private const string UsesLayers = Sources.Usings + """

        public static class Models
        {
            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Layered() => Layers.Make();
        }
        """;

    [Fact]
    public void Change_in_a_referenced_project_scores_again()
    {
        var layers = UserProject.Create("Layers", Layers(40), gate: false, libtorch: false);
        var project = UserProject.Create("Layered", UsesLayers, rest: """<ItemGroup><ProjectReference Include="..\Layers\Layers.csproj" /></ItemGroup>""");
        AssertScoredAgainAfterAChangeOf(layers, project);
    }

    [Fact]
    public void Change_behind_a_referenced_project_scores_again()
    {
        var layers = UserProject.Create("Behind", Layers(40), gate: false, libtorch: false);
        UserProject.Create("Between", "public static class Between { public static TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> Make() => Layers.Make(); }", gate: false, libtorch: false,
            rest: """<ItemGroup><ProjectReference Include="..\Behind\Behind.csproj" PrivateAssets="all" /></ItemGroup>""");
        var project = UserProject.Create("Before", UsesLayers.Replace("Layers.Make", "Between.Make", StringComparison.Ordinal), rest: """<ItemGroup><ProjectReference Include="..\Between\Between.csproj" /></ItemGroup>""");
        AssertScoredAgainAfterAChangeOf(layers, project);
    }

    [Fact]
    public void Configuration_data_and_files_of_the_user_are_inputs()
    {
        var project = UserProject.Create("Inputs", Sources.Sound.Replace("28, Classes", "1, 28, 28, Classes", StringComparison.Ordinal).Replace("(\"a\"", "(\"f\", Flatten()), (\"a\"", StringComparison.Ordinal).Replace("Linear(28", "Linear(784", StringComparison.Ordinal),
            rest: """<ItemGroup><GradAlignInput Include="weights.bin" /></ItemGroup>""");
        project.Write("weights.bin", "1");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "examples", "IntroScore", "data"), "*.gz"))
        {
            Directory.CreateDirectory(Path.Combine(project.Folder, "data"));
            File.Copy(file, Path.Combine(project.Folder, "data", Path.GetFileName(file)));
        }

        Assert.Equal(1, project.Build().GateRuns);
        Assert.Equal(0, project.Build("--no-restore").GateRuns);

        project.Write("gradalign.json", """{ "data": "data" }""");
        var configured = project.Build("--no-restore");
        Assert.True(configured.Succeeded, configured.Output);
        Assert.Equal((1, 0), (configured.GateRuns, configured.Messages("GA0008").Count));
        Assert.Equal(0, project.Build("--no-restore").GateRuns);

        // Only the gate knows which data the configuration names; it has left word of them.
        foreach (var file in Directory.GetFiles(Path.Combine(project.Folder, "data"))) File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        var scored = project.ScoredAt;
        Assert.Equal(1, project.Build("--no-restore").GateRuns);
        Assert.NotEqual(scored, project.ScoredAt);

        scored = project.ScoredAt;
        project.Write("weights.bin", "12");
        Assert.Equal(1, project.Build("--no-restore").GateRuns);
        Assert.NotEqual(scored, project.ScoredAt);

        scored = project.ScoredAt;
        project.Write("gradalign.json", """{ "data": "data", "maxConflict": 0.00001, "warnConflict": 0.00001 }""");
        project.Build("--no-restore");
        Assert.Equal(scored, project.ScoredAt);

        project.Write("gradalign.json", "{ nonsense");
        var broken = project.Build("--no-restore");
        Assert.Equal(["GA0006"], broken.ErrorIds);
        Assert.Equal(Path.Combine(project.Folder, "gradalign.json"), broken.Errors[0].File);
    }

    private static void AssertScoredAgainAfterAChangeOf(UserProject layers, UserProject project)
    {
        var first = project.Build();
        var scored = project.ScoredAt;
        layers.Write("Models.cs", Layers(50));
        var second = project.Build("--no-restore");

        Assert.True(first.Succeeded, first.Output);
        Assert.True(second.Succeeded, second.Output);
        Assert.Equal((1, 1), (first.GateRuns, second.GateRuns));
        Assert.NotEqual(scored, project.ScoredAt);
    }

    private static string Layers(int width) => $$"""
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public static class Layers
        {
            public static Module<Tensor, Tensor> Make() => Sequential(("a", Linear(28, {{width}})), ("b", ReLU()), ("c", Linear({{width}}, 10)));
        }
        """;
}
