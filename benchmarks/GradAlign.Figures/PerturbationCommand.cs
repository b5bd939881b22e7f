using System.CommandLine;
using GradAlign.Figures.Tables;

namespace GradAlign.Figures;

/// <summary><c>perturbation</c>: how scores move with a single parameter.</summary>
internal sealed class PerturbationCommand : Command
{
    private readonly Option<string> curves = new("--curves") { HelpName = "FILE", Description = "Curves, as perturb of GradAlign.NasBench wrote them.", Required = true };
    private readonly Option<string> summary = new("--summary") { HelpName = "FILE", Description = "The scores' spreads, of the same.", Required = true };
    private readonly Option<string> output = new("--out") { HelpName = "FOLDER", Description = "Where the figures go.", Required = true };

    public PerturbationCommand() : base("perturbation", "Draws how scores move with a single parameter: perturbation and perturbation-jumps, as svg and png.")
    {
        foreach (var option in new Option[] { curves, summary, output }) Add(option);
        SetAction(parse =>
        {
            var scores = PerturbedScore.Read(parse.GetRequiredValue(curves), parse.GetRequiredValue(summary));
            PerturbationFigures.SaveCurves(scores, parse.GetRequiredValue(output));
            PerturbationFigures.SaveJumps(scores, parse.GetRequiredValue(output));
            return 0;
        });
    }
}
