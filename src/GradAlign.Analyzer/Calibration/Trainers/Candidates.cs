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
        var process = rows is >= LeastForProcess and <= MostForProcess;
        if (process) yield return new GaussianProcessTrainer();
        if (rows < LeastForTrees) yield break;
        yield return new TreesTrainer(seed);
        if (process) yield return new BlendTrainer(new GaussianProcessTrainer(), new TreesTrainer(seed));
    }
}
