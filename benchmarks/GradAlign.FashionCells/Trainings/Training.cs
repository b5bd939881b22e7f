using GradAlign.Analyzer.Hosting;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Trainings;

/// <summary>Trains a classifier with cross-entropy and Adam.</summary>
internal static class Training
{
    private const double WarmUp = 0.05;
    private const int TestBatch = 500;

    /// <summary>Makes a network, trains it and tests it.</summary>
    /// <param name="create">Makes the network; the seed is set before.</param>
    /// <param name="train">What it is trained on.</param>
    /// <param name="test">What it is tested on.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Sets the initialisation and the order of the images.</param>
    public static TrainingResult Run(Func<Module<Tensor, Tensor>> create, FashionImages train, FashionImages test, TrainingOptions options, long seed)
    {
        manual_seed(seed);
        using var model = create();
        var steps = (int)(train.Labels.shape[0] / options.BatchSize);
        var total = (double)steps * options.Epochs;
        using var optimizer = optim.Adam(model.parameters(), options.LearningRate);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => step < WarmUp * total
            ? (step + 1) / (WarmUp * total)
            : 0.5 * (1 + Math.Cos(Math.PI * (step - (WarmUp * total)) / ((1 - WarmUp) * total))));
        var loss = 0.0;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            loss = Epoch(model, optimizer, schedule, train, options.BatchSize, steps);
            RareCollections.Collect();
        }

        return new(Accuracy(model, test), loss);
    }

    private static double Epoch(Module<Tensor, Tensor> model, optim.Optimizer optimizer, optim.lr_scheduler.LRScheduler schedule, FashionImages images, int batchSize, int steps)
    {
        model.train();
        using var outer = NewDisposeScope();
        var order = randperm(images.Labels.shape[0], ScalarType.Int64);
        var sum = 0.0;
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var chosen = order.narrow(0, (long)step * batchSize, batchSize);
            optimizer.zero_grad();
            var loss = functional.cross_entropy(model.call(images.Inputs.index_select(0, chosen)), images.Labels.index_select(0, chosen));
            loss.backward();
            optimizer.step();
            schedule.step();
            sum += loss.item<float>();
        }

        return sum / steps;
    }

    private static double Accuracy(Module<Tensor, Tensor> model, FashionImages images)
    {
        model.eval();
        using var gradients = no_grad();
        var (right, count) = (0L, images.Labels.shape[0]);
        for (var start = 0L; start < count; start += TestBatch)
        {
            using var scope = NewDisposeScope();
            var size = Math.Min(TestBatch, count - start);
            right += model.call(images.Inputs.narrow(0, start, size)).argmax(1).eq(images.Labels.narrow(0, start, size)).sum(ScalarType.Int64).item<long>();
        }

        return right / (double)count;
    }
}
