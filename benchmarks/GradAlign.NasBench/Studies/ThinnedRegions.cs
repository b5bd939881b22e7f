using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Networks;
using GradAlign.NasBench.Spaces;
using static TorchSharp.torch;

namespace GradAlign.NasBench.Studies;

/// <summary>
/// Linear regions as TE-NAS counts them (Chen et al., ICLR 2021): distinct ReLU patterns of 3,000 images of 1×3×3 in the cell's network
/// with one channel and one cell a stage. Images are standard normal here.
/// </summary>
internal static class ThinnedRegions
{
    private const int Images = 3000;

    /// <summary>What it is.</summary>
    public static ScoreDefinition Definition { get; } =
        new("te_nas_regions", "Linear regions, TE-NAS", "[1, 3000]", Better.Higher, "distinct ReLU patterns of 3,000 images of 1×3×3 in a thinned network");

    /// <summary>The score of a cell, of a thinned network of its own; every cell has the same seed.</summary>
    public static UserScore Of(Cell cell) => new(Definition, (_, _, _) => Count(cell));

    /// <summary>Distinct patterns in the thinned network of a cell.</summary>
    public static double Count(Cell cell)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(0);
        using var model = cell.Network(new() { Classes = 1, InputChannels = 1, Width = 1, Depth = 1 }).Build();
        var network = new ScoredNetwork(model);
        using var patterns = new ActivationPatterns(network, new ModelInventory(model).Modules.Select(m => m.Module), Images);
        model.train();
        network.Forward(new(randn(Images, 1, 3, 3), zeros(Images)));
        return patterns.Distinct();
    }
}
