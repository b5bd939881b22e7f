using System.CommandLine;
using GradAlign.Analyzer.Hosting;
using GradAlign.NasBench.Studies;

namespace GradAlign.NasBench.Timings;

/// <summary><c>timing</c>: what each score costs.</summary>
internal sealed class TimingCommand : Command
{
    private readonly Option<string> cells = new("--cells") { HelpName = "FILE", Description = "File with the cells.", Required = true };
    private readonly Option<string> output = new("--out") { HelpName = "FILE", Description = "CSV file of the times, a row a cell and score. Where it is there already, the command goes on with it.", Required = true };
    private readonly Option<int> sample = new("--sample") { HelpName = "N", Description = "Cells, drawn at random by the seed.", DefaultValueFactory = _ => 5 };
    private readonly Option<long> seed = new("--seed") { HelpName = "SEED", Description = "Seed of the sample, the weights and the noise.", DefaultValueFactory = _ => 0 };
    private readonly Option<int> batchSize = new("--batch-size") { HelpName = "N", Description = "Samples in the batch.", DefaultValueFactory = _ => 64 };
    private readonly Option<int> rounds = new("--rounds") { HelpName = "R", Description = "Rounds, of which the median counts, after one to warm up.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> imageSize = new("--image-size") { HelpName = "S", Description = "Height and width of the images.", DefaultValueFactory = _ => 32 };

    public TimingCommand() : base("timing", "Times every score on cells of a file, side by side, beside one forward and backward pass of the batch: processor time of one thread.")
    {
        var spaces = new SpaceArguments(this);
        foreach (var option in new Option[] { cells, output, sample, seed, batchSize, rounds, imageSize }) Add(option);
        SetAction(parse =>
        {
            if (StudyProcess.RestartForScoring() is { } code) return code;
            NativeHeap.KeepLargeBlocks();

            // With more, the threads' waiting for each other would count as processor time.
            TorchSharp.torch.set_num_threads(1);
            var settings = Settings(spaces, parse);
            TimingStudy.Run(settings, Console.Error);
            foreach (var line in TimingTable.Lines(settings.Output)) Console.WriteLine(line);
            return 0;
        });
    }

    private TimingSettings Settings(SpaceArguments spaces, ParseResult parse)
    {
        var (space, network) = spaces.Read(parse);
        return new()
        {
            Space = space,
            Network = network,
            Cells = parse.GetRequiredValue(cells),
            Sample = parse.GetValue(sample),
            Seed = parse.GetValue(seed),
            BatchSize = parse.GetValue(batchSize),
            Rounds = parse.GetValue(rounds),
            ImageSize = parse.GetValue(imageSize),
            Output = parse.GetRequiredValue(output),
        };
    }
}
