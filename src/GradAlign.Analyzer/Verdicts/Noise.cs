using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Verdicts;

/// <summary>What a finding says of the data where they were noise: noise can fail a model that is sound on the data it is made for.</summary>
internal static class Noise
{
    /// <summary>What asks for data, where the inputs could have been images; it stands behind what was seen, with a blank before it.</summary>
    private const string Ask = " Noise of this shape can fail a sound model: score it on real images (--data, or Data = in [ScoredModel]) before you believe it.";

    // Smaller ones are features, not pictures.
    private const long SmallestSide = 8;

    /// <summary>A sentence that begins with the data where they were noise: <c>On noise, gradient conflict is …</c>.</summary>
    /// <param name="data">Where the batch came from; null: not known.</param>
    /// <param name="sentence">The sentence.</param>
    public static string Lead(DataDescription? data, string sentence) =>
        data is { Kind: DataDescription.Synthetic } ? $"On noise, {char.ToLowerInvariant(sentence[0])}{sentence[1..]}" : sentence;

    /// <summary>Asks for images where a model that takes them was scored on noise; empty elsewhere.</summary>
    /// <param name="report">The model's report.</param>
    public static string AskForImages(ModelReport report) =>
        report is { Data.Kind: DataDescription.Synthetic, Vocabulary: 0, InputShape: [1 or 3, >= SmallestSide, >= SmallestSide] } ? Ask : "";
}
