using System.CommandLine;
using GradAlign.Analyzer.Hosting;
using GradAlign.FashionCells.Architectures;
using GradAlign.FashionCells.Trainings;
using GradAlign.NasBench.Studies;

namespace GradAlign.FashionCells;

/// <summary><c>train</c>: trains the architectures.</summary>
internal sealed class TrainCommand : Command
{
    private static readonly TrainingOptions Default = new();
    private readonly Option<string> output = new("--out") { HelpName = "FILE", Description = "CSV file of the accuracies. Where it is there already, the study goes on with it.", Required = true };
    private readonly Option<int> count = new("--count") { HelpName = "N", Description = "Train the first so many architectures.", DefaultValueFactory = _ => FashionSpace.Count };
    private readonly Option<int> epochs = new("--epochs") { Description = "Passes over the training images.", DefaultValueFactory = _ => Default.Epochs };
    private readonly Option<int> trainImages = new("--train-images") { HelpName = "N", Description = "Training images.", DefaultValueFactory = _ => Default.TrainImages };
    private readonly Option<int> testImages = new("--test-images") { HelpName = "N", Description = "Test images.", DefaultValueFactory = _ => Default.TestImages };
    private readonly Option<double> learningRate = new("--learning-rate") { Description = "Greatest learning rate.", DefaultValueFactory = _ => Default.LearningRate };
    private readonly Option<int?> threads = new("--threads") { HelpName = "T", Description = "Threads of torch." };

    public TrainCommand() : base("train", "Trains the architectures on Fashion-MNIST into a CSV file, a row a training; a study that was killed goes on where it was.")
    {
        var data = new DataFolderOption();
        foreach (var option in new Option[] { output, data, count, epochs, trainImages, testImages, learningRate, threads }) Add(option);
        SetAction(parse =>
        {
            if (StudyProcess.Restart(ConvolutionKernels.Variable) is { } code) return code;
            NativeHeap.KeepLargeBlocks();
            if (parse.GetValue(threads) is { } number) TorchSharp.torch.set_num_threads(number);
            var options = Default with
            {
                Epochs = parse.GetValue(epochs),
                TrainImages = parse.GetValue(trainImages),
                TestImages = parse.GetValue(testImages),
                LearningRate = parse.GetValue(learningRate),
            };
            TrainingStudy.Run([.. FashionSpace.All.Take(parse.GetValue(count))], parse.GetRequiredValue(data), options, parse.GetRequiredValue(output), Console.Error);
            return 0;
        });
    }
}
