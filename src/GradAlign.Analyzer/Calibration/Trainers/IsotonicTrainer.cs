using GradAlign.Analyzer.Calibration.Models;
using GradAlign.Analyzer.Correlation;

namespace GradAlign.Analyzer.Calibration.Trainers;

/// <summary>Isotonic regression on the score that ranks the training rows best, by pooling adjacent violators.</summary>
internal sealed class IsotonicTrainer : ITrainer
{
    public string Name => "isotonic";

    public AccuracyModel Train(double[][] rows, double[] targets)
    {
        var (feature, tau) = Enumerable.Range(0, rows[0].Length)
            .Select(f => (Feature: f, Tau: KendallTau.B([.. rows.Select(r => r[f])], targets)))
            .MaxBy(f => double.IsNaN(f.Tau) ? -1 : Math.Abs(f.Tau));
        var sign = tau < 0 ? -1 : 1;
        // A tie in the feature is one point with the mean target.
        var points = rows.Select((r, i) => (X: r[feature], Y: sign * targets[i])).GroupBy(p => p.X).OrderBy(g => g.Key)
            .Select(g => (X: g.Key, Y: g.Average(p => p.Y), Weight: g.Count())).ToArray();
        var blocks = new Stack<(double Y, int Weight, int Points)>();
        foreach (var point in points)
        {
            var block = (point.Y, point.Weight, Points: 1);
            while (blocks.TryPeek(out var before) && before.Y >= block.Y)
            {
                blocks.Pop();
                var weight = before.Weight + block.Weight;
                block = (((before.Y * before.Weight) + (block.Y * block.Weight)) / weight, weight, before.Points + block.Points);
            }

            blocks.Push(block);
        }

        return new IsotonicModel(feature, [.. points.Select(p => p.X)], [.. blocks.Reverse().SelectMany(b => Enumerable.Repeat(sign * b.Y, b.Points))]);
    }
}
