using System.CommandLine;
using GradAlign.Analyzer.Hosting;

namespace GradAlign.NasBench.Studies;

/// <summary>What every command that scores cells takes.</summary>
internal sealed class StudyArguments
{
    private readonly SpaceArguments spaces;
    private readonly Option<string> cells = new("--cells") { HelpName = "FILE", Description = "File with the cells.", Required = true };
    private readonly Option<string> output = new("--out") { HelpName = "FILE", Description = "CSV file of the scores. Where it is there already, the study goes on with it.", Required = true };
    private readonly Option<int?> sample = new("--sample") { HelpName = "N", Description = "Score so many cells, drawn at random by the seed; by default all." };
    private readonly Option<long> seed = new("--seed") { HelpName = "SEED", Description = "First seed.", DefaultValueFactory = _ => 0 };
    private readonly Option<int> repeats = new("--repeats") { HelpName = "R", Description = "Seeds a cell.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> batchSize = new("--batch-size") { HelpName = "N", Description = "Samples in the batch.", DefaultValueFactory = _ => 64 };
    private readonly Option<string?> scores = new("--scores") { HelpName = "KEYS", Description = "Scores beside the project's own: all, or keys; te_nas_regions too in nb201." };
    private readonly Option<string> device = new("--device") { Description = "auto, cpu or cuda[:i].", DefaultValueFactory = _ => "cpu" };
    private readonly Option<int?> threads = new("--threads") { HelpName = "T", Description = "Threads of torch." };

    /// <param name="command">The command that takes them.</param>
    public StudyArguments(Command command)
    {
        spaces = new SpaceArguments(command);
        foreach (var option in new Option[] { cells, output, sample, seed, repeats, batchSize, scores, device, threads }) command.Add(option);
    }

    /// <summary>Prepares the process; where another one must do the work, waits for it and gives its exit code.</summary>
    public int? Begin(ParseResult parse)
    {
        if (StudyProcess.RestartForScoring() is { } code) return code;
        NativeHeap.KeepLargeBlocks();
        if (parse.GetValue(threads) is { } count) TorchSharp.torch.set_num_threads(count);
        return null;
    }

    /// <summary>What was given; on noise and with per-sample batch norm.</summary>
    public StudySettings Read(ParseResult parse)
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
                Device = parse.GetValue(device)!,
                Data = "synthetic",
                Scores = parse.GetValue(scores),
            },
        };
    }
}
