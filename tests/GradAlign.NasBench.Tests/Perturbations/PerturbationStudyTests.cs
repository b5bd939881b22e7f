using GradAlign.NasBench.Perturbations;

namespace GradAlign.NasBench.Tests.Perturbations;

public sealed class PerturbationStudyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-perturb-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_study_writes_a_row_a_value_and_a_row_a_score_and_the_same_seed_gives_the_same()
    {
        var settings = Settings("a");
        PerturbationStudy.Run(settings);
        var (curves, summary) = (File.ReadAllLines(settings.Output), File.ReadAllLines(settings.Summary));
        Assert.Equal(1 + (2 * 5), curves.Length);
        Assert.StartsWith("trial,parameter,change,linear_regions,conflict,collapse,gradalign_i,gradalign_ii,gradalign_ii_layerwise,", curves[0], StringComparison.Ordinal);
        Assert.Equal(["-0.5", "-0.25", "0", "0.25", "0.5"], curves.Skip(1).Take(5).Select(l => l.Split(',')[2]));
        Assert.Equal(["linear_regions", "conflict", "collapse", "gradalign_i", "gradalign_ii", "gradalign_ii_layerwise"], summary.Skip(1).Select(l => l.Split(',')[0]));
        Assert.All(summary.Skip(1), l => Assert.Contains("2-16-16-10", l, StringComparison.Ordinal));

        var again = Settings("b");
        PerturbationStudy.Run(again);
        Assert.Equal(curves, File.ReadAllLines(again.Output));
        Assert.Equal(summary, File.ReadAllLines(again.Summary));
    }

    private PerturbationSettings Settings(string name) => new()
    {
        Trials = 2,
        Points = 5,
        Spread = 4,
        RegionInputs = 200,
        Shape = new(2, 16),
        Output = Path.Combine(folder.FullName, name + ".csv"),
        Summary = Path.Combine(folder.FullName, name + "-summary.csv"),
    };
}
