namespace GradAlign.PackageTests;

/// <summary>The gate in projects that are not written in C#.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("fs", "FSharp", "let net")]
    [InlineData("vb", "VisualBasic", "Function Deep()")]
    public void Unsound_model_fails_the_build_at_its_line_and_the_project_is_scored_by_its_name(string language, string name, string line)
    {
        var source = language == "fs" ? Languages.FSharp : Languages.VisualBasic;
        // F# compiles what is listed; the others what lies in the folder.
        var project = UserProject.Create(name, source, rest: language == "fs" ? """<ItemGroup><Compile Include="Models.fs" /></ItemGroup>""" : "", language: language);
        var built = project.Build();

        Assert.Equal(["GA1001", "GA1002"], built.ErrorIds);
        Assert.Empty(built.Warnings.Where(w => !w.Code.StartsWith("NU", StringComparison.Ordinal)).Select(w => $"{w.Code}: {w.Message}"));
        Assert.All(built.Errors, e => Assert.Equal((Path.Combine(project.Folder, $"Models.{language}"), Sources.LineOf(source, line)), (e.File, e.LineNumber)));

        var tool = Path.Combine(Repository.Root, "src", "GradAlign.Cli", "bin", Repository.Configuration, "net10.0", "gradalign.dll");
        var (code, output) = Dotnet.Run(project.Folder, ["exec", tool, "score", $"{name}.{language}proj", "--no-build", "--model", "Sound", "--repeats", "1", "--format", "markdown"]);
        Assert.True(code == 0, output);
    }
}
