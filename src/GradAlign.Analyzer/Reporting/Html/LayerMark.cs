namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>What is special of a layer, in words behind its name.</summary>
internal static class LayerMark
{
    /// <summary>A space and words in brackets; empty where nothing is special.</summary>
    public static string Of(LayerReport layer) => layer switch
    {
        { IsOutput: true } => " (output)",
        { DeadSeeds: > 0 } => " (dead)",
        { IsEligible: false } => " (too small to judge)",
        _ => "",
    };
}
