using CsCheck;
using GradAlign.Analyzer.Correlation;

namespace GradAlign.Analyzer.Tests.Correlation;

public sealed class RankCorrelationTests
{
    private static readonly Gen<(int X, int Y)[]> Pairs = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).Array[2, 40];

    [Fact]
    public void Tau_of_five_values_is_the_one_counted_by_hand() =>
        Assert.Equal(0.4, KendallTau.B([1, 2, 3, 4, 5], [3, 1, 2, 5, 4]), 12);

    [Fact]
    public void Tau_with_ties_is_the_one_counted_by_hand() =>
        Assert.Equal(0.8, KendallTau.B([1, 1, 2, 3], [1, 2, 2, 3]), 12); // S = 4, 5 pairs untied in each

    [Fact]
    public void Tau_of_a_constant_is_not_a_number() => Assert.True(double.IsNaN(KendallTau.B([1, 1, 1], [1, 2, 3])));

    [Fact]
    public void Tau_is_that_of_counting_every_pair() => Pairs.Sample(pairs =>
    {
        var (x, y) = Columns(pairs);
        var (expected, actual) = (TauByPairs(x, y), KendallTau.B(x, y));
        return double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) < 1e-12;
    });

    [Fact]
    public void Spearman_of_five_values_is_the_one_counted_by_hand() =>
        Assert.Equal(0.6, SpearmanRho.Rho([1, 2, 3, 4, 5], [3, 1, 2, 5, 4]), 12); // 1 - 6·8/(5·24)

    [Fact]
    public void Spearman_shares_the_ranks_of_ties() => Pairs.Sample(pairs =>
    {
        var (x, y) = Columns(pairs);
        var expected = Pearson(Ranks(x), Ranks(y));
        return double.IsNaN(expected) || Math.Abs(expected - SpearmanRho.Rho(x, y)) < 1e-9;
    });

    [Fact]
    public void Partial_Spearman_given_one_variable_is_the_textbook_formula() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 30]).Array[8, 40].Sample(rows =>
    {
        double[] x = [.. rows.Select(r => (double)r.Item1)], y = [.. rows.Select(r => (double)r.Item2)], z = [.. rows.Select(r => (double)r.Item3)];
        var (xy, xz, yz) = (Pearson(Ranks(x), Ranks(y)), Pearson(Ranks(x), Ranks(z)), Pearson(Ranks(y), Ranks(z)));
        var expected = (xy - (xz * yz)) / Math.Sqrt((1 - (xz * xz)) * (1 - (yz * yz)));
        return !double.IsFinite(expected) || Math.Abs(expected - SpearmanRho.Rho(x, y, [z])) < 1e-6;
    });

    [Fact]
    public void A_control_that_says_nothing_new_changes_nothing()
    {
        double[] x = [3, 1, 4, 1, 5, 9, 2, 6], y = [2, 7, 1, 8, 2, 8, 1, 8], z = [1, 1, 2, 3, 5, 8, 13, 21];
        Assert.Equal(SpearmanRho.Rho(x, y, [z]), SpearmanRho.Rho(x, y, [z, [.. z.Select(v => 2 * v)]]), 12);
    }

    [Fact]
    public void A_score_that_the_control_explains_has_no_partial_correlation() =>
        Assert.True(double.IsNaN(SpearmanRho.Rho([1, 2, 3, 4], [2, 1, 4, 3], [[10, 20, 30, 40]])));

    [Fact]
    public void Tau_at_equal_size_counts_only_pairs_within_a_group() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 3]).Array[2, 40].Sample(rows =>
    {
        double[] x = [.. rows.Select(r => (double)r.Item1)], y = [.. rows.Select(r => (double)r.Item2)];
        var groups = EqualSizeTau.Groups(rows.Select(r => r.Item3));
        var expected = TauByPairs(x, y, (i, j) => rows[i].Item3 == rows[j].Item3);
        var actual = EqualSizeTau.Count(new(x), new(y), groups, [.. Enumerable.Range(0, rows.Length)]).TauB;
        return double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) < 1e-12;
    });

    private static (double[] X, double[] Y) Columns((int X, int Y)[] pairs) => ([.. pairs.Select(p => (double)p.X)], [.. pairs.Select(p => (double)p.Y)]);

    private static double TauByPairs(double[] x, double[] y, Func<int, int, bool>? counts = null)
    {
        var (score, untiedX, untiedY) = (0, 0, 0);
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (counts?.Invoke(i, j) == false) continue;
                score += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                untiedX += x[i] != x[j] ? 1 : 0;
                untiedY += y[i] != y[j] ? 1 : 0;
            }
        }

        return score / Math.Sqrt((double)untiedX * untiedY);
    }

    private static double[] Ranks(double[] values) => [.. values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2.0))];

    private static double Pearson(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (u, v) => (u - meanA) * (v - meanB)).Sum() / Math.Sqrt(a.Sum(u => (u - meanA) * (u - meanA)) * b.Sum(v => (v - meanB) * (v - meanB)));
    }
}
