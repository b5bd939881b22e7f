using System.Globalization;
using GradAlign.Analyzer;
using GradAlign.NasBench.Plans;
using GradAlign.NasBench.Studies;

namespace GradAlign.NasBench.Steadiness;

/// <summary>One way to score the same cells.</summary>
/// <param name="Name">Its name in the file: <c>reference</c>, or what is different.</param>
/// <param name="Settings">How the cells are scored.</param>
internal sealed record Condition(string Name, StudySettings Settings)
{
    /// <summary>The name of the way that the others are held against.</summary>
    public const string Reference = "reference";

    private const int OtherSeeds = 2;

    /// <summary>The reference and every way that differs from it in one thing.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="sizes">Other numbers of samples; the reference's own is no other.</param>
    /// <param name="images">Data of images, as <c>--data</c> names them; null: none.</param>
    public static IReadOnlyList<Condition> All(StudySettings reference, IEnumerable<int> sizes, string? images)
    {
        var options = reference.Options;
        return
        [
            new(Reference, reference),
            .. Enumerable.Range(1, OtherSeeds).Select(k => Of($"seed-{options.Seed + k}", options with { Seed = options.Seed + k })),
            .. new[] { Initialisation.Kaiming, Initialisation.Xavier }.Select(i => new Condition(i.ToString().ToLowerInvariant(), reference with { Initialisation = i })),
            .. sizes.Where(n => n != options.BatchSize).Distinct().Select(n => Of(string.Create(CultureInfo.InvariantCulture, $"n-{n}"), options with { BatchSize = n })),
            .. images is null ? [] : new[] { Of("images", options with { Data = images }) },
            Of("frozen", options with { BatchNorm = BatchNormMode.Frozen }),
        ];

        Condition Of(string name, ScoringOptions changed) => new(name, reference with { Options = changed });
    }
}
