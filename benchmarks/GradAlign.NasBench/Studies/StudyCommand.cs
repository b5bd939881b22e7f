using System.CommandLine;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Hosting;

namespace GradAlign.NasBench.Studies;

/// <summary><c>study</c>: scores the cells of a file.</summary>
internal sealed class StudyCommand : Command
{
    private readonly Option<string> cells = new("--cells") { HelpName = "FILE", Description = "File with the cells.", Required = true };
    private readonly Option<string> output = new("--out") { HelpName = "FILE", Description = "CSV file of the scores. Where it is there already, the study goes on with it.", Required = true };
    private readonly Option<string> data = new("--data") { HelpName = "DATA", Description = "Data, as gradalign score names them.", DefaultValueFactory = _ => "synthetic" };
    private readonly Option<int?> sample = new("--sample") { HelpName = "N", Description = "Score so many cells, drawn at random by the seed; by default all." };
    private readonly Option<long> seed = new("--seed") { HelpName = "SEED", Description = "First seed.", DefaultValueFactory = _ => 0 };
    private readonly Option<int> repeats = new("--repeats") { HelpName = "R", Description = "Seeds a cell.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> batchSize = new("--batch-size") { HelpName = "N", Description = "Samples in the batch.", DefaultValueFactory = _ => 64 };
    private readonly Option<string> batchNorm = new("--batch-norm") { Description = "Statistics of batch normalisation.", DefaultValueFactory = _ => "per-sample" };
    private readonly Option<string?> scores = new("--scores") { HelpName = "KEYS", Description = "Scores beside the project's own: all, or keys; te_nas_regions too in nb201." };
    private readonly Option<string> device = new("--device") { Description = "auto, cpu or cuda[:i].", DefaultValueFactory = _ => "cpu" };
    private readonly Option<int?> threads = new("--threads") { HelpName = "T", Description = "Threads of torch." };

    public StudyCommand() : base("study", "Scores the cells of a file into a CSV file, a row a cell; a study that was killed goes on where it was.")
    {
        batchNorm.AcceptOnlyFromAmong("per-sample", "frozen", "batch");
        var spaces = new SpaceArguments(this);
        foreach (var option in new Option[] { cells, output, data, sample, seed, repeats, batchSize, batchNorm, scores, device, threads }) Add(option);
        SetAction(parse =>
        {
            if (StudyProcess.RestartForScoring() is { } code) return code;
            NativeHeap.KeepLargeBlocks();
            if (parse.GetValue(threads) is { } count) TorchSharp.torch.set_num_threads(count);
            Study.Run(Settings(spaces, parse), Console.Error);
            return 0;
        });
    }

    private StudySettings Settings(SpaceArguments spaces, ParseResult parse)
    {
        var (space, network) = spaces.Read(parse);
        return new()
        {
            Space = space,
            Network = network,
            Cells = parse.GetRequiredValue(cells),
            Sample = parse.GetValue(sample),
            Output = parse.GetRequiredValue(output),
            Options = new()
            {
                BatchSize = parse.GetValue(batchSize),
                Repeats = parse.GetValue(repeats),
                Seed = parse.GetValue(seed),
                BatchNorm = parse.GetValue(batchNorm) switch
                {
                    "frozen" => BatchNormMode.Frozen,
                    "batch" => BatchNormMode.Batch,
                    _ => BatchNormMode.PerSample,
                },
                Device = parse.GetValue(device)!,
                Data = parse.GetValue(data),
                Scores = parse.GetValue(scores),
            },
        };
    }
}
