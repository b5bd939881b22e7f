namespace GradAlign.Analyzer.Capture.Native;

/// <summary>What TorchSharp does not tell of an attention or encoder module.</summary>
/// <param name="Heads">Heads of attention, h.</param>
/// <param name="ZeroAttention">Whether a key and a value of zeros are appended.</param>
/// <param name="Gelu">Whether the feed-forward activation is GELU; ReLU otherwise.</param>
internal sealed record NativeOptions(long Heads, bool ZeroAttention, bool Gelu)
{
    /// <summary>Every combination for a width.</summary>
    /// <param name="width">E; a multiple of the heads.</param>
    public static IEnumerable<NativeOptions> All(long width) =>
        from heads in Enumerable.Range(1, (int)width)
        where width % heads == 0
        from flag in Enumerable.Range(0, 2)
        select new NativeOptions(heads, flag == 1, flag == 1); // no module has both
}
