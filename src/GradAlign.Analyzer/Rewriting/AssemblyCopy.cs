namespace GradAlign.Analyzer.Rewriting;

/// <summary>What came of rewriting an assembly.</summary>
/// <param name="Image">The copy; null where the assembly has no call to rewrite, or was left alone.</param>
/// <param name="Symbols">Its portable PDB; null where the assembly brings none.</param>
/// <param name="Tokens">Metadata tokens of the copy's methods by those of the assembly.</param>
/// <param name="LeftAlone">Why calls could not be rewritten, as the end of a sentence; null where they could, or there were none.</param>
internal sealed record AssemblyCopy(byte[]? Image, byte[]? Symbols, IReadOnlyDictionary<int, int> Tokens, string? LeftAlone)
{
    public static AssemblyCopy None(string? leftAlone = null) => new(null, null, new Dictionary<int, int>(), leftAlone);
}
