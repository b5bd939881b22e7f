namespace GradAlign.Analyzer.Reporting;

/// <summary>Where a batch came from.</summary>
/// <param name="Kind"><c>synthetic</c>, <c>idx</c>, <c>cifar10</c>, <c>cifar100</c>, <c>npy</c>, <c>folder</c> (of images) or <c>batch</c> (a user's method).</param>
/// <param name="Name">File names or the user's type; what a person needs to find it again.</param>
/// <param name="Samples">Samples in the data set; null where it has no end.</param>
/// <param name="Standardisation">How values were scaled; null where they were taken as they are.</param>
/// <param name="Sha256">Hash of the data files, of a folder of images their names and lengths; null where there is no file.</param>
public sealed record DataDescription(string Kind, string Name, int? Samples = null, string? Standardisation = null, string? Sha256 = null)
{
    /// <summary>The kind of noise: numbers or tokens that were drawn because no data were named.</summary>
    public const string Synthetic = "synthetic";
}
