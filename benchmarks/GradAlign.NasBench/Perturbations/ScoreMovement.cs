using MathNet.Numerics.Statistics;

namespace GradAlign.NasBench.Perturbations;

/// <summary>How a score moves over all trials, free of its scale.</summary>
/// <param name="Trials">Its movement in each trial.</param>
/// <param name="Initialisations">Standard deviation over initialisations of the network.</param>
/// <param name="Shapes">Standard deviation over networks of other shapes.</param>
internal sealed record ScoreMovement(IReadOnlyList<Movement> Trials, double Initialisations, double Shapes)
{
    /// <summary>Columns of the summary, with their values.</summary>
    /// <param name="regions">How the number of linear regions moves in the same trials.</param>
    public IEnumerable<(string Name, double Value)> Columns(ScoreMovement regions) =>
    [
        ("trials", Trials.Count(m => double.IsFinite(m.Range))),
        ("trials_that_move", Trials.Count(m => m.Range > 0)),
        ("sd_initialisations", Initialisations),
        ("sd_shapes", Shapes),
        ("regions_jump_more_in_sd_initialisations", RegionsJumpMore(regions, m => m.Initialisations)),
        ("regions_jump_more_in_sd_shapes", RegionsJumpMore(regions, m => m.Shapes)),
        .. Quartiles("jump", m => m.Jump),
        .. Quartiles("jump_over_sd_initialisations", m => m.Jump / Initialisations),
        .. Quartiles("variation_over_sd_initialisations", m => m.Variation / Initialisations),
        .. Quartiles("range_over_sd_initialisations", m => m.Range / Initialisations),
        .. Quartiles("jump_over_sd_shapes", m => m.Jump / Shapes),
        .. Quartiles("variation_over_sd_shapes", m => m.Variation / Shapes),

        // Near 1 where a curve is one step, or goes one way; large where it jitters.
        .. Quartiles("jump_over_range", m => m.Jump / m.Range),
        .. Quartiles("variation_over_range", m => m.Variation / m.Range),
    ];

    // Share of the trials in which something moves.
    private double RegionsJumpMore(ScoreMovement regions, Func<ScoreMovement, double> spread)
    {
        var pairs = regions.Trials.Zip(Trials).Where(p => p.First.Range > 0 || p.Second.Range > 0).ToArray();
        return pairs.Count(p => p.First.Jump / spread(regions) > p.Second.Jump / spread(this)) / (double)pairs.Length;
    }

    private IEnumerable<(string Name, double Value)> Quartiles(string name, Func<Movement, double> of)
    {
        // A curve that does not move at all has no share of its range.
        double[] values = [.. Trials.Select(of).Where(double.IsFinite)];
        return [(name + "_median", values.Median()), (name + "_upper_quartile", values.UpperQuartile()), (name + "_max", values.DefaultIfEmpty(double.NaN).Max())];
    }
}
