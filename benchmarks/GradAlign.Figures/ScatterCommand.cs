using System.CommandLine;
using GradAlign.Analyzer.Metrics;
using GradAlign.Cli;
using GradAlign.Figures.Tables;

namespace GradAlign.Figures;

/// <summary><c>scatter</c>: trained accuracy against scores.</summary>
internal sealed class ScatterCommand : Command
{
    private readonly Argument<string> space = new("SPACE") { Description = "The search space." };
    private readonly Option<string> scores = new("--scores") { HelpName = "FILE", Description = "Scores, as a study wrote them.", Required = true };
    private readonly Option<string> accuracy = new("--accuracy") { HelpName = "FILE", Description = "Accuracies: CSV or JSON lines.", Required = true };
    private readonly Option<string> output = new("--out") { HelpName = "FOLDER", Description = "Where the figures go.", Required = true };
    private readonly Option<string> keys = new("--keys")
    {
        HelpName = "KEYS",
        Description = "Scores to draw, a figure each.",
        DefaultValueFactory = _ => string.Join(',', new[] { ScoreCatalog.GradAlignI, ScoreCatalog.GradAlignII, ScoreCatalog.GradAlignIILayerwise, ScoreCatalog.TrainableLayers, ScoreCatalog.Params }.Select(s => s.Key)),
    };

    public ScatterCommand() : base("scatter", "Draws trained accuracy against scores: SPACE-KEY.svg and SPACE-KEY.png.")
    {
        space.AcceptOnlyFromAmong([.. FigureSpace.All.Select(s => s.Name)]);
        Add(space);
        foreach (var option in new Option[] { scores, accuracy, output, keys }) Add(option);
        SetAction(parse =>
        {
            var figure = FigureSpace.All.Single(s => s.Name == parse.GetRequiredValue(space));
            var (scored, trained) = (Table.Read(parse.GetRequiredValue(scores)), Table.Read(parse.GetRequiredValue(accuracy)));
            foreach (var key in parse.GetValue(keys)!.Split(',', StringSplitOptions.TrimEntries))
            {
                var score = ScoreCatalog.Find(key) ?? throw new FormatException($"There is no score '{key}'. There is: {string.Join(", ", ScoreCatalog.All.Concat(ScoreCatalog.Baselines).Select(s => s.Key))}.");
                var cells = ScoredAccuracies.Join(scored, trained, AccuracySource.Spaces[figure.Name], score);
                ScatterFigure.Save(cells, figure, parse.GetRequiredValue(output));
                Console.WriteLine(FormattableString.Invariant($"{figure.Name} {key}: tau-b {cells.Tau:0.000}, n {cells.Values.Length}"));
            }

            return 0;
        });
    }
}
