namespace GradAlign.Analyzer.Inputs;

/// <summary>Labelled images of one size.</summary>
/// <param name="Kind">As <see cref="Reporting.DataDescription.Kind"/>.</param>
/// <param name="Name">File names.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Pixels">The image of an index, [channels × height × width].</param>
/// <param name="Labels">[samples].</param>
/// <param name="Sha256">Hash of the files.</param>
internal sealed record ImageSet(
    string Kind, string Name, int Channels, int Height, int Width, Func<int, ReadOnlyMemory<byte>> Pixels, IReadOnlyList<int> Labels, string Sha256)
{
    /// <summary>What is done to an image before it is scaled; null for nothing.</summary>
    public string? Preparation { get; init; }

    /// <summary>Images one after the other in memory.</summary>
    /// <param name="all">[samples × channels × height × width].</param>
    /// <param name="length">Bytes of an image.</param>
    public static Func<int, ReadOnlyMemory<byte>> InMemory(byte[] all, int length) => index => all.AsMemory(index * length, length);
}
