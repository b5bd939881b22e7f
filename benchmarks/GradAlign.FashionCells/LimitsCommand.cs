using System.CommandLine;
using GradAlign.Analyzer.Hosting;
using GradAlign.FashionCells.Soundness;
using GradAlign.FashionCells.Trainings;
using GradAlign.NasBench.Studies;

namespace GradAlign.FashionCells;

/// <summary><c>limits</c>: holds the default limits against sound and pathological models.</summary>
internal sealed class LimitsCommand : Command
{
    private readonly Option<string?> output = new("--out") { HelpName = "FILE", Description = "CSV file of scores and verdicts." };
    private readonly Option<string?> trainings = new("--trainings") { HelpName = "FILE", Description = "CSV file of short trainings on Fashion-MNIST." };
    private readonly Option<int?> threads = new("--threads") { HelpName = "T", Description = "Threads of torch." };

    public LimitsCommand() : base("limits", "Scores sound and pathological models on noise and images and judges them by the default limits; trains them shortly. What is in a file already is not measured again.")
    {
        var data = new DataFolderOption();
        foreach (var option in new Option[] { output, trainings, data, threads }) Add(option);
        SetAction(parse =>
        {
            if (StudyProcess.RestartForScoring() is { } code) return code;
            NativeHeap.KeepLargeBlocks();
            if (parse.GetValue(threads) is { } number) TorchSharp.torch.set_num_threads(number);
            StudiedModel[] models = [.. SoundModels.All, .. PathologicalModels.All];
            var folder = parse.GetRequiredValue(data);
            if (parse.GetValue(trainings) is { } trained) SoundnessTrainings.Run(models, folder, trained, Console.Error);
            if (parse.GetValue(output) is { } scored) SoundnessStudy.Run(models, FashionImages.DataName(folder), scored, Console.Error);
            return 0;
        });
    }
}
