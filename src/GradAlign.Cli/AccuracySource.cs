namespace GradAlign.Cli;

/// <summary>Where a search space's data keep the identity of a cell and its trained accuracy.</summary>
/// <param name="Identity">Column of the identity, in the scores and in the accuracies.</param>
/// <param name="Accuracy">Column of the accuracy.</param>
internal sealed record AccuracySource(string Identity, string Accuracy)
{
    /// <summary>Every space that is known.</summary>
    public static IReadOnlyDictionary<string, AccuracySource> Spaces { get; } = new Dictionary<string, AccuracySource>
    {
        ["nb201"] = new("arch", "cifar10_test"),
        ["nb101"] = new("hash", "test_acc_mean"),
        ["fashioncells"] = new("arch", "accuracy"),
        ["darts"] = new("index", "val_acc"),
    };
}
