using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Cross-entropy. Where a sample has several positions, its loss is the mean over those that are not ignored (label −100, as in torch);
/// a sample that has only such positions has the loss 0 and no gradient.
/// </summary>
/// <param name="classes">Number of classes, C.</param>
/// <param name="tokens">
/// Where the output has positions: true, the classes come last, [m × t × C], as a language model has them; false, second, [m × C × d…], as torch has them.
/// </param>
/// <param name="name">What it is, for the report.</param>
internal sealed class CrossEntropy(long classes, bool tokens = false, string name = "cross-entropy") : ISampleLoss
{
    /// <summary>Label of a position that does not count.</summary>
    public const long Ignored = -100;

    public string Name => name;

    /// <summary>The loss of a guess that gives each class the same probability, ln C.</summary>
    public double Chance => Math.Log(classes);

    public Tensor Of(Tensor output, Tensor targets) => Of(output, targets, tokens);

    /// <summary>ℓ of m samples, [m].</summary>
    /// <param name="output">Logits, [m × C], [m × C × d…] or, of tokens, [m × t… × C].</param>
    /// <param name="targets">Labels, [m] or [m × d…], Int64.</param>
    /// <param name="tokens">Whether the classes come last.</param>
    public static Tensor Of(Tensor output, Tensor targets, bool tokens)
    {
        if (targets.dim() == 1) return functional.cross_entropy(output, targets, ignore_index: Ignored, reduction: Reduction.None);
        var losses = tokens
            ? functional.cross_entropy(output.reshape(-1, output.shape[^1]), targets.reshape(-1), ignore_index: Ignored, reduction: Reduction.None).view(targets.shape)
            : functional.cross_entropy(output, targets, ignore_index: Ignored, reduction: Reduction.None);
        var counted = (targets != Ignored).flatten(1).sum(1).clamp(min: 1);
        return losses.flatten(1).sum(1) / counted;
    }

    public void Check(Tensor output, Tensor targets)
    {
        var samples = targets.shape[0];
        var positions = targets.shape[1..];
        long[] expected = tokens ? [samples, .. positions, classes] : [samples, classes, .. positions];
        if (output.shape.SequenceEqual(expected)) return;
        throw InputError.Shape($"For a batch of {samples} the model returns {Show(output.shape)}; cross-entropy over {classes} {(positions.Length > 0 && tokens ? "tokens" : "classes")} needs {Show(expected)}. {Advice(output, positions.Length)}");
    }

    private string Advice(Tensor output, int positions) => (positions, output.dim()) switch
    {
        (0, > 2) => "Return one logit a class; a model that labels every position needs Data whose targets have those positions, [n, …].",
        ( > 0, 2) when tokens => "Return one logit a token for every position; a classifier of sequences sets Classes to the number of its classes.",
        ( > 0, _) => $"The targets have a label for every position, so the classes come {(tokens ? "last, as Vocabulary says" : "second, as in torch")}.",
        _ => "Return one logit a class, or set Classes to what the model distinguishes.",
    };

    private static string Show(IEnumerable<long> shape) => FormattableString.Invariant($"[{string.Join(", ", shape)}]");
}
