using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Operands;

/// <summary>Gives the shared operands of an Einstein sum the label of the samples.</summary>
internal static class EinSumOperands
{
    /// <summary>The sum with a row a sample of every shared operand; null where there is none, or the samples have no label of their own.</summary>
    /// <param name="watch">Knows which operands are shared.</param>
    /// <param name="equation">Such as <c>btd,hdk->bhtk</c>.</param>
    /// <param name="tensors">One a term.</param>
    public static (string Equation, Tensor[] Tensors)? Spread(OperandWatch watch, string equation, Tensor[] tensors)
    {
        if (equation.Contains('.', StringComparison.Ordinal) || equation.Split("->", StringSplitOptions.TrimEntries) is not [var left, var right]) return null;
        var terms = left.Split(',', StringSplitOptions.TrimEntries);
        if (terms.Length != tensors.Length) return null;
        var leader = Array.FindIndex(tensors, t => t.dim() > 0 && tensors.Any(o => watch.IsShared(o, t)));
        if (leader < 0 || tensors[leader].shape[0] != watch.Samples || terms[leader].Length == 0) return null;
        var label = terms[leader][0];
        var shared = Enumerable.Range(0, terms.Length).Where(k => watch.IsShared(tensors[k], tensors[leader]) && !terms[k].Contains(label, StringComparison.Ordinal)).ToArray();
        if (shared.Length == 0 || !right.Contains(label, StringComparison.Ordinal)) return null;
        Tensor[] spread = [.. tensors];
        foreach (var k in shared) (terms[k], spread[k]) = (label + terms[k], watch.Rows(tensors[k]));
        return ($"{string.Join(',', terms)}->{right}", spread);
    }
}
