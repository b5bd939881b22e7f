namespace GradAlign.Analyzer.Calibration.Trainers;

/// <summary>The trainers that are tried on a table, the simplest first; cross-validation chooses.</summary>
internal static class Candidates
{
    private const int LeastForProcess = 24;
    private const int LeastForTrees = 40;
    private const int MostForProcess = 1000;

    /// <summary>Those that suit so many rows.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="seed">Seed of the trees.</param>
    public static IEnumerable<ITrainer> For(int rows, int seed)
    {
        yield return new IsotonicTrainer();
        yield return new RidgeTrainer();
        ITrainer? process = rows is >= LeastForProcess and <= MostForProcess ? new GaussianProcessTrainer() : null;
        if (process is not null) yield return process;
        if (rows < LeastForTrees) yield break;
        var trees = new TreesTrainer(seed);
        yield return trees;
        if (process is not null) yield return new BlendTrainer(process, trees);
    }
}
