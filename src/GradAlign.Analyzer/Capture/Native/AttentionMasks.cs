using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>What attention may not look at.</summary>
/// <param name="Attention">[t × s]; libtorch takes no other here: added to the scores, or true where the score is −∞; null without.</param>
/// <param name="Padding">[n × s]: true where a key is padding; null without.</param>
internal sealed record AttentionMasks(Tensor? Attention, Tensor? Padding)
{
    /// <summary>No masks.</summary>
    public static AttentionMasks None { get; } = new(null, null);

    /// <summary>Masks the scores, [n × h × t × s]; keys that were appended to the s of the masks stay in sight.</summary>
    public Tensor Apply(Tensor scores)
    {
        if (Attention is { } given)
        {
            var mask = Fit(given, scores);
            scores = mask.dtype == ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores + mask;
        }

        return Padding is null ? scores : scores.masked_fill(Fit(Padding, scores).unsqueeze(1).unsqueeze(1), double.NegativeInfinity);
    }

    private static Tensor Fit(Tensor mask, Tensor scores) => mask.shape[^1] == scores.shape[^1]
        ? mask
        : functional.pad(mask, [0, scores.shape[^1] - mask.shape[^1]], PaddingModes.Constant);
}
