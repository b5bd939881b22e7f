using System.Globalization;
using System.Xml.Linq;

namespace GradAlign.Figures.Tests;

public sealed class PerturbationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-figures-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_curves_are_of_the_trial_with_the_greatest_jump_and_the_jumps_of_all_trials()
    {
        File.WriteAllLines(At("curves.csv"),
        [
            "trial,parameter,change,linear_regions,conflict",
            "0,calm.weight[1],-1,10,0.5", "0,calm.weight[1],0,10,0.5", "0,calm.weight[1],1,11,0.5",
            "1,wild.weight[2],-1,10,0.5", "1,wild.weight[2],0,30,0.6", "1,wild.weight[2],1,10,0.5",
        ]);
        File.WriteAllLines(At("summary.csv"), ["score,sd_initialisations", "linear_regions,10", "conflict,0.1"]);
        var (code, _, errors) = FigureProcess.Run("perturbation", "--curves", At("curves.csv"), "--summary", At("summary.csv"), "--out", folder.FullName);
        Assert.True(code == 0, errors);

        var curves = XDocument.Load(At("perturbation.svg"));
        Assert.Contains("wild.weight[2]", curves.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("calm.weight[1]", curves.Root!.Value, StringComparison.Ordinal);
        Assert.Contains("Gradient conflict", curves.Root!.Value, StringComparison.Ordinal);

        // A dot a trial, a score a row: regions jump by 0.1 and 2 standard deviations, conflict by 0 and 1.
        var dots = XDocument.Load(At("perturbation-jumps.svg")).Descendants().Where(e => e.Name.LocalName == "ellipse").Select(e => (X: Number(e, "cx"), Y: Number(e, "cy"))).ToArray();
        Assert.Equal(4, dots.Length);
        var (regions, conflict) = (dots.Where(d => d.Y == dots.Min(o => o.Y)).Select(d => d.X).Order().ToArray(), dots.Where(d => d.Y == dots.Max(o => o.Y)).Select(d => d.X).Order().ToArray());
        Assert.Equal(1.9, (regions[1] - regions[0]) / (conflict[1] - conflict[0]), 0.01);
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private string At(string name) => Path.Combine(folder.FullName, name);
}
