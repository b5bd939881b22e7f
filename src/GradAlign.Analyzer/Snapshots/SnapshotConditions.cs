using System.Globalization;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>What a score depends on beside the model. Scores under different conditions cannot be compared.</summary>
public sealed record SnapshotConditions
{
    /// <summary>Shape of one input, without the batch dimension.</summary>
    public required IReadOnlyList<long> InputShape { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Samples in the batch, n.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Statistics of batch normalisation.</summary>
    public required BatchNormMode BatchNorm { get; init; }

    /// <summary>The seeds, in order.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Where the batch comes from; null where nothing was read.</summary>
    public DataDescription? Data { get; init; }

    /// <summary>What is different in other conditions, one phrase each, such as <c>batch size 64, now 32</c>; empty where the two are the same.</summary>
    /// <param name="now">The conditions to compare with.</param>
    public IReadOnlyList<string> DifferencesTo(SnapshotConditions now) =>
    [
        .. new[]
        {
            Difference("input shape", Join(InputShape), Join(now.InputShape)),
            Difference("classes", Text(Classes), Text(now.Classes)),
            Difference("batch size", Text(BatchSize), Text(now.BatchSize)),
            Difference("batch norm", BatchNorm.ToString(), now.BatchNorm.ToString()),
            Difference("seeds", Join(Seeds), Join(now.Seeds)),
            Difference("data", Identity(Data), Identity(now.Data)),
        }.OfType<string>(),
    ];

    private static string? Difference(string name, string before, string now) => before == now ? null : $"{name} {before}, now {now}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<long> numbers) => FormattableString.Invariant($"[{string.Join(", ", numbers)}]");

    // The content of files says more than their names: another folder is the same data.
    private static string Identity(DataDescription? data) => data is null ? "none" : $"{data.Kind} {data.Sha256 ?? data.Name} {data.Standardisation}".TrimEnd();
}
