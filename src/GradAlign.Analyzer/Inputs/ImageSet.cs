namespace GradAlign.Analyzer.Inputs;

/// <summary>Labelled images in memory.</summary>
/// <param name="Kind">As <see cref="Reporting.DataDescription.Kind"/>.</param>
/// <param name="Name">File names.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Pixels">[samples × channels × height × width].</param>
/// <param name="Labels">[samples].</param>
/// <param name="Sha256">Hash of the files.</param>
internal sealed record ImageSet(
    string Kind, string Name, int Channels, int Height, int Width, byte[] Pixels, IReadOnlyList<int> Labels, string Sha256);
