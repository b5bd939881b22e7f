using System.Globalization;
using System.Text.RegularExpressions;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Testing.Messages;

/// <summary>A score in a message: <c>0.9250 ± 0.0130 (seeds 0: 0.9120, 1: 0.9250, 2: 0.9380)</c>.</summary>
/// <param name="Mean">Mean over the seeds.</param>
/// <param name="Spread">Standard deviation over the seeds; 0 for one seed.</param>
/// <param name="BySeed">The value of each seed, in order.</param>
public sealed partial record MeasuredValue(double Mean, double Spread, IReadOnlyList<(long Seed, double Value)> BySeed)
{
    internal static MeasuredValue Of(ScoreSummary score, IReadOnlyList<long> seeds) =>
        new(score.Mean!.Value, score.StandardDeviation!.Value, [.. seeds.Zip(score.Values, (s, v) => (s, v!.Value))]);

    /// <summary>As it stands in messages, four decimals, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Mean:0.0000} ± {Spread:0.0000} (seeds {string.Join(", ", BySeed.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Seed}: {s.Value:0.0000}")))})");

    internal static MeasuredValue? Parse(string text)
    {
        if (Grammar().Match(text) is not { Success: true } match) return null;
        var seeds = match.Groups["seed"].Captures.Zip(match.Groups["value"].Captures, (s, v) => (long.Parse(s.ValueSpan, CultureInfo.InvariantCulture), Number(v)));
        return new(Number(match.Groups["mean"]), Number(match.Groups["spread"]), [.. seeds]);
    }

    private static double Number(Capture capture) => double.Parse(capture.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<mean>-?[0-9.]+) ± (?<spread>[0-9.]+) \(seeds ((, )?(?<seed>[0-9]+): (?<value>-?[0-9.]+))+\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
