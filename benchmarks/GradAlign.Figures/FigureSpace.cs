namespace GradAlign.Figures;

/// <summary>How a search space is called in figures.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Accuracy">What its accuracies are.</param>
internal sealed record FigureSpace(string Name, string Title, string Accuracy)
{
    /// <summary>Every space of <see cref="Cli.AccuracySource"/> that figures are made of.</summary>
    public static IReadOnlyList<FigureSpace> All { get; } =
    [
        new("nb201", "NAS-Bench-201", "test accuracy on CIFAR-10"),
        new("nb101", "NAS-Bench-101", "mean test accuracy on CIFAR-10"),
        new("darts", "DARTS", "validation accuracy on CIFAR-10"),
        new("fashioncells", "Fashion cells", "test accuracy on Fashion-MNIST"),
    ];
}
