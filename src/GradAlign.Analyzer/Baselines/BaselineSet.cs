using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Failures;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Baselines;

/// <summary>The baselines chosen for one seed.</summary>
internal sealed class BaselineSet(IReadOnlyList<Baseline> baselines) : IGradientWatcher
{
    private static readonly Func<Baseline>[] Known =
    [
        () => new Params(), () => new Macs(), () => new TrainableLayers(), () => new GradNorm(), () => new Snip(), () => new SynFlow(),
        () => new Jacov(), () => new Naswot(), () => new LinearRegions(), () => new GradSign(), () => new NtkCondition(), () => new ZiCo(),
    ];

    /// <summary>Itself where some baseline reads the gradients, else null.</summary>
    public IGradientWatcher? Gradients => baselines.Any(b => b.NeedsGradients) ? this : null;

    /// <summary>Whether some baseline reads activations.</summary>
    public bool NeedsActivations => baselines.Any(b => b.NeedsActivations);

    /// <summary>The baselines that were asked for, fresh.</summary>
    /// <param name="scores"><c>all</c>, or keys joined by commas; null: none. Keys of scores that are measured anyway are taken and ignored; that of the aggregate stands for its parts.</param>
    /// <param name="userScores">The user's own.</param>
    /// <exception cref="ScoringException">GA0006: there is no score of a key.</exception>
    public static BaselineSet Choose(string? scores, IReadOnlyList<UserScore> userScores)
    {
        if (scores is null) return new([]);
        Baseline[] all = [.. Known.Select(create => create()), .. userScores.Select(u => new UserBaseline(u))];
        string[] keys = scores.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (keys.FirstOrDefault(k => k != "all" && k != ScoreCatalog.Aggregate.Key && all.All(b => b.Definition.Key != k) && ScoreCatalog.All.All(s => s.Key != k)) is { } unknown)
        {
            throw new ScoringException(Rules.InvalidConfiguration.Finding(
                $"There is no score '{unknown}'. There is: all, {string.Join(", ", all.Select(b => b.Definition.Key).Append(ScoreCatalog.Aggregate.Key))}; the scores of this project are always measured. A score of your own needs a static method with [ModelScore(\"{unknown}\")] in the model's assembly."));
        }

        if (Aggregate.IsAsked(scores)) keys = [.. keys, .. Aggregate.Parts.Select(p => p.Key)];
        return new(keys.Contains("all") ? all : [.. all.Where(b => keys.Contains(b.Definition.Key))]);
    }

    public void Begin()
    {
        foreach (var baseline in baselines) baseline.Begin();
    }

    public void Add(ModelParameter parameter, long start, Tensor rows)
    {
        foreach (var baseline in baselines.Where(b => b.NeedsGradients))
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            baseline.Add(parameter, start, rows);
        }
    }

    /// <summary>Every value, by key. A baseline that fails is undefined and says why: it takes nothing else along.</summary>
    public IReadOnlyDictionary<string, ScoreValue> Measure(BaselineContext context) => baselines.ToDictionary(b => b.Definition.Key, b =>
    {
        using var scope = NewDisposeScope();
        try
        {
            return b.NeedsGradients && context.Captured.Undefined is { } reason ? ScoreValue.Undefined(reason) : b.Measure(context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return ScoreValue.Undefined($"measuring {b.Definition.Key} threw {Thrown.Describe(e)}");
        }
    });
}
