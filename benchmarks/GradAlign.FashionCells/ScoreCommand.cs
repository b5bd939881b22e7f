using System.CommandLine;
using GradAlign.Analyzer.Hosting;
using GradAlign.FashionCells.Architectures;
using GradAlign.FashionCells.Trainings;
using GradAlign.NasBench.Studies;

namespace GradAlign.FashionCells;

/// <summary><c>score</c>: scores the architectures at initialisation, as the study of NasBench does.</summary>
internal sealed class ScoreCommand : Command
{
    private readonly Option<string> output = new("--out") { HelpName = "FILE", Description = "CSV file of the scores. Where it is there already, the study goes on with it.", Required = true };
    private readonly Option<int> repeats = new("--repeats") { HelpName = "R", Description = "Seeds an architecture.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> batchSize = new("--batch-size") { HelpName = "N", Description = "Samples in the batch.", DefaultValueFactory = _ => 64 };
    private readonly Option<string> scores = new("--scores") { HelpName = "KEYS", Description = "Scores beside the project's own.", DefaultValueFactory = _ => "all" };
    private readonly Option<int?> threads = new("--threads") { HelpName = "T", Description = "Threads of torch." };

    public ScoreCommand() : base("score", "Scores the architectures on training images of Fashion-MNIST into a CSV file, a row an architecture; a study that was killed goes on where it was.")
    {
        var data = new DataFolderOption();
        foreach (var option in new Option[] { output, data, repeats, batchSize, scores, threads }) Add(option);
        SetAction(parse =>
        {
            if (StudyProcess.Restart(ConvolutionKernels.Variable) is { } code) return code;
            NativeHeap.KeepLargeBlocks();
            if (parse.GetValue(threads) is { } number) TorchSharp.torch.set_num_threads(number);
            Study.Run(
                new()
                {
                    Space = FashionSpace.Space,
                    Network = new() { InputChannels = 1 },
                    Cells = "",
                    Output = parse.GetRequiredValue(output),
                    ImageSize = 28,
                    Options = new()
                    {
                        BatchSize = parse.GetValue(batchSize),
                        Repeats = parse.GetValue(repeats),
                        Device = "cpu",
                        Data = FashionImages.DataName(parse.GetRequiredValue(data)),
                        Scores = parse.GetValue(scores),
                    },
                },
                Console.Error);
            return 0;
        });
    }
}
