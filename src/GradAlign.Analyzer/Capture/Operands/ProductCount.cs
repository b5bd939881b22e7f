using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Operands;

/// <summary>
/// Counts the multiply-accumulate operations of products that the user's code does outside of modules, with a weight that all samples share:
/// <c>functional.linear</c> and <c>conv</c>, <c>x.matmul(w)</c> with a matrix w, and a parameter in <c>einsum</c>. Products of one sample's own tensors, as in
/// attention by hand, are not counted, as those of modules are not.
/// </summary>
/// <param name="samples">n of the pass.</param>
internal sealed class ProductCount(long samples)
{
    [ThreadStatic]
    private static ProductCount? current;

    private readonly long samples = samples;

    /// <summary>Operations of a sample, seen so far.</summary>
    public long Macs { get; private set; }

    /// <summary>Counts on this thread from now on; the returned action stops that.</summary>
    public Action Start()
    {
        var before = current;
        current = this;
        return () => current = before;
    }

    /// <summary>Notes a product.</summary>
    /// <param name="output">Its result, [n·k × …].</param>
    /// <param name="terms">Terms of the sum that each of its numbers is.</param>
    public static Tensor Note(Tensor output, long terms)
    {
        if (current is not null) current.Macs += output.numel() * terms / current.samples;
        return output;
    }

    /// <summary>Notes an Einstein sum.</summary>
    /// <param name="equation">Such as <c>btd,hdk->bhtk</c>.</param>
    /// <param name="tensors">One a term; counted where one of them is a parameter.</param>
    public static void Note(string equation, Tensor[] tensors)
    {
        var terms = equation.Split("->")[0].Split(',', StringSplitOptions.TrimEntries);
        if (current is null || !tensors.Any(t => t is Parameter) || terms.Zip(tensors).Any(t => t.First.Length != t.Second.dim())) return;
        var sizes = terms.Zip(tensors, (term, tensor) => term.Zip(tensor.shape)).SelectMany(t => t).DistinctBy(t => t.First);
        current.Macs += sizes.Aggregate(1L, (product, size) => product * size.Second) / current.samples;
    }
}
