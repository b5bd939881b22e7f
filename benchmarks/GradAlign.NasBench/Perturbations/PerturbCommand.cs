using System.CommandLine;
using System.Globalization;
using GradAlign.Analyzer.Hosting;
using GradAlign.NasBench.Studies;

namespace GradAlign.NasBench.Perturbations;

/// <summary><c>perturb</c>: how scores move with a single parameter.</summary>
internal sealed class PerturbCommand : Command
{
    private readonly Option<string> output = new("--out") { HelpName = "FILE", Description = "CSV file, a row a trial and value of the parameter.", Required = true };
    private readonly Option<string> summary = new("--summary") { HelpName = "FILE", Description = "CSV file, a row a score: how it moves, over its spread.", Required = true };
    private readonly Option<int> trials = new("--trials") { HelpName = "T", Description = "Initialisations, each with one parameter drawn at random.", DefaultValueFactory = _ => 40 };
    private readonly Option<int> points = new("--points") { HelpName = "P", Description = "Values of the parameter.", DefaultValueFactory = _ => 101 };
    private readonly Option<double> range = new("--range") { HelpName = "R", Description = "Farthest value from its own, over the root mean square of the parameter's tensor.", DefaultValueFactory = _ => 0.5 };
    private readonly Option<int> layers = new("--layers") { Description = "Hidden layers of the network.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> width = new("--width") { Description = "Units of each.", DefaultValueFactory = _ => 16 };
    private readonly Option<int> spread = new("--spread") { HelpName = "N", Description = "Networks that the spread of a score is taken over.", DefaultValueFactory = _ => 100 };
    private readonly Option<long> seed = new("--seed") { HelpName = "SEED", Description = "Seed of everything.", DefaultValueFactory = _ => 0 };

    public PerturbCommand() : base("perturb", "Moves one parameter of a small ReLU network a little, and measures how the number of linear regions and this project's scores move.")
    {
        foreach (var option in new Option[] { output, summary, trials, points, range, layers, width, spread, seed }) Add(option);
        SetAction(parse =>
        {
            if (StudyProcess.RestartForScoring() is { } code) return code;
            NativeHeap.KeepLargeBlocks();
            TorchSharp.torch.set_num_threads(1);
            var movements = PerturbationStudy.Run(new()
            {
                Output = parse.GetRequiredValue(output),
                Summary = parse.GetRequiredValue(summary),
                Trials = parse.GetValue(trials),
                Points = parse.GetValue(points),
                Range = parse.GetValue(range),
                Shape = new(parse.GetValue(layers), parse.GetValue(width)),
                Spread = parse.GetValue(spread),
                Seed = parse.GetValue(seed),
            });
            foreach (var (score, movement) in SmallScores.Definitions.Zip(movements))
            {
                Console.WriteLine(score.Key);
                foreach (var (name, value) in movement.Columns(movements[0])) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name} {value:0.####}"));
            }

            return 0;
        });
    }
}
