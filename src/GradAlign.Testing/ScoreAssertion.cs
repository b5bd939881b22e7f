using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Conditions;
using GradAlign.Testing.Messages;
using GradAlign.Testing.Scoring;
using GradAlign.Testing.Snapshots;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing;

/// <summary>
/// Conditions on one score. In a chain behind <c>That(model, batch)</c> each throws as soon as it does not hold; in
/// <c>That(model, batch, s => …)</c> all are evaluated and reported together. Limits are held against the mean over the seeds.
/// </summary>
public sealed class ScoreAssertion
{
    private readonly ConditionContext context = new();
    private readonly ScoringSubject? subject;
    private readonly bool isChain;
    private readonly Action<string> log;
    private readonly CancellationToken cancellationToken;

    internal ScoreAssertion(ArchitectureScore score, ScoringSubject? subject, bool isChain, CancellationToken cancellationToken)
    {
        (Score, this.subject, this.isChain, this.cancellationToken) = (score, subject, isChain, cancellationToken);
        log = subject?.Settings.Log ?? Console.WriteLine;
        if (score.IsDefined) return;
        context.Results.Add(new("score", Outcome.Inconclusive, "a defined score", "none"));
        Throw();
    }

    /// <summary>The numbers.</summary>
    public ArchitectureScore Score { get; }

    /// <summary>Conflict is below a limit in [0, 1].</summary>
    /// <param name="limit">The limit.</param>
    /// <exception cref="ArchitectureAssertException">It is not, in a chain.</exception>
    public ScoreAssertion HasConflictBelow(double limit)
    {
        context.MaxConflict = limit;
        return HasBelow(ScoreCatalog.Conflict, limit);
    }

    /// <summary>Collapse is below a limit in [0, 1]. Inconclusive for a network without hidden layers to judge.</summary>
    /// <inheritdoc cref="HasConflictBelow"/>
    public ScoreAssertion HasCollapseBelow(double limit)
    {
        context.MaxCollapse = limit;
        return HasBelow(ScoreCatalog.Collapse, limit);
    }

    /// <summary>GradAlign-I, the mean cosine with the mean gradient, is above a limit in [-1, 1].</summary>
    /// <inheritdoc cref="HasConflictBelow"/>
    public ScoreAssertion HasGradAlignIAbove(double limit) => HasAbove(ScoreCatalog.GradAlignI, limit);

    /// <summary>GradAlign-II of the whole network is above a limit in [log ε, 0].</summary>
    /// <inheritdoc cref="HasConflictBelow"/>
    public ScoreAssertion HasGradAlignIIAbove(double limit) => HasAbove(ScoreCatalog.GradAlignII, limit);

    /// <summary>Layer-wise GradAlign-II is above a limit in [log ε, 0].</summary>
    /// <inheritdoc cref="HasConflictBelow"/>
    public ScoreAssertion HasLayerwiseGradAlignIIAbove(double limit) => HasAbove(ScoreCatalog.GradAlignIILayerwise, limit);

    /// <summary>The share of sample pairs whose gradients oppose each other is below a limit in [0, 1].</summary>
    /// <inheritdoc cref="HasConflictBelow"/>
    public ScoreAssertion HasNegativePairRateBelow(double limit) => HasBelow(ScoreCatalog.NegativePairRate, limit);

    /// <summary>The effective rank of the normalised Gram matrix is above a limit in [1, n].</summary>
    /// <inheritdoc cref="HasConflictBelow"/>
    public ScoreAssertion HasEffectiveRankAbove(double limit) => HasAbove(ScoreCatalog.EffectiveRank, limit);

    /// <summary>The number of dead hidden layers is below a limit.</summary>
    /// <inheritdoc cref="HasConflictBelow"/>
    public ScoreAssertion HasDeadLayersBelow(double limit) => HasBelow(ScoreCatalog.DeadLayers, limit);

    /// <summary>No hidden layer is dead, under any seed.</summary>
    /// <inheritdoc cref="HasConflictBelow"/>
    public ScoreAssertion HasNoDeadLayers() => Add(LimitCondition.None(Score.Report, ScoreCatalog.DeadLayers), ScoreCatalog.DeadLayers);

    /// <summary>Any score of the catalog is below a limit.</summary>
    /// <param name="score">Which score.</param>
    /// <param name="limit">The limit.</param>
    /// <exception cref="ArchitectureAssertException">It is not, in a chain.</exception>
    public ScoreAssertion HasBelow(ScoreDefinition score, double limit) => Add(LimitCondition.Below(Score.Report, score, limit), score);

    /// <summary>Any score of the catalog is above a limit.</summary>
    /// <inheritdoc cref="HasBelow"/>
    public ScoreAssertion HasAbove(ScoreDefinition score, double limit) => Add(LimitCondition.Above(Score.Report, score, limit), score);

    /// <summary>
    /// Conflict is less than another model's: the whole 95% interval of the paired differences over the seeds is below 0. Inconclusive,
    /// which fails, where the interval holds 0: more repeats may separate the two.
    /// </summary>
    /// <param name="other">Makes the other model, scored with the same options.</param>
    /// <param name="batch">Its batch; null: the same.</param>
    /// <param name="allowInconclusive">Passes where the seeds do not separate the two.</param>
    /// <param name="expression">Filled in by the compiler.</param>
    /// <exception cref="ArchitectureAssertException">It is not less, in a chain.</exception>
    public ScoreAssertion HasLessConflictThan(
        Func<Module?> other, ModelBatch? batch = null, bool allowInconclusive = false, [CallerArgumentExpression(nameof(other))] string? expression = null)
    {
        var same = batch ?? subject?.Batch ?? throw new ArgumentException("The batch of this score is not known here: give the batch to score the other model on.", nameof(batch));
        var compared = ScoringSubject.Of(other, same, subject?.Settings ?? ScoreSettings.Of(Score), expression);
        return HasLessConflictThan(Task.Run(() => SharedScores.GetAsync(compared, cancellationToken), cancellationToken).GetAwaiter().GetResult(), allowInconclusive);
    }

    /// <summary>Conflict is less than that of another score.</summary>
    /// <param name="other">The other score, with the same options.</param>
    /// <param name="allowInconclusive">Passes where the seeds do not separate the two.</param>
    /// <exception cref="ArchitectureAssertException">It is not less, in a chain.</exception>
    public ScoreAssertion HasLessConflictThan(ArchitectureScore other, bool allowInconclusive = false) =>
        Add(RelationCondition.Less(Score, other, ScoreCatalog.Conflict, allowInconclusive), ScoreCatalog.Conflict);

    /// <summary>Collapse is less than that of another score.</summary>
    /// <inheritdoc cref="HasLessConflictThan(ArchitectureScore, bool)"/>
    public ScoreAssertion HasLessCollapseThan(ArchitectureScore other, bool allowInconclusive = false) =>
        Add(RelationCondition.Less(Score, other, ScoreCatalog.Collapse, allowInconclusive), ScoreCatalog.Collapse);

    /// <summary>Every layer, the output layer too, meets a condition: <c>EveryLayer(l => l.Conflict &lt; 0.6)</c>.</summary>
    /// <param name="condition">The condition; a score that is not defined is NaN.</param>
    /// <param name="expression">Filled in by the compiler.</param>
    /// <exception cref="ArchitectureAssertException">A layer does not, in a chain.</exception>
    public ScoreAssertion EveryLayer(Func<LayerScore, bool> condition, [CallerArgumentExpression(nameof(condition))] string? expression = null) =>
        Add(LayerCondition.Every(Score, condition, expression));

    /// <summary>
    /// The accuracy that a calibration expects after training is above a limit: <c>HasExpectedAccuracyAbove(0.9, confidence: 0.9)</c>. Inconclusive,
    /// which fails, where the model is outside the calibration's domain. Where the calibration takes scores that were not measured, the model is scored
    /// once more with them; <see cref="ScoreOptions.Calibration"/> measures them at once.
    /// </summary>
    /// <param name="limit">The limit, in [0, 1].</param>
    /// <param name="confidence">Holds the lower end of the interval of this confidence, in (0, 1), against the limit; null: the expected accuracy itself.</param>
    /// <param name="calibration">A file of <c>gradalign calibrate</c>, or the name of one that ships with GradAlign; null: that of the options, else <c>fashion-mnist-small</c>.</param>
    /// <exception cref="ArchitectureAssertException">It is not, in a chain.</exception>
    /// <exception cref="CalibrationException">The calibration cannot be read.</exception>
    public ScoreAssertion HasExpectedAccuracyAbove(double limit, double? confidence = null, string? calibration = null)
    {
        var calibrator = Calibrator.Open(calibration ?? subject?.Settings.Calibration ?? ShippedCalibrators.Default);
        var score = Task.Run(() => CalibrationScoring.WithScoresOfAsync(calibrator, Score, subject, cancellationToken), cancellationToken).GetAwaiter().GetResult();
        return Add(AccuracyCondition.Above(calibrator.Estimate(score.Report, score.Options.BatchSize, confidence ?? 0.9), limit, interval: confidence is not null));
    }

    /// <summary>The expected accuracy after training is above a limit, by an estimate of the caller's own.</summary>
    /// <param name="limit">The limit, in [0, 1].</param>
    /// <param name="estimate">Estimates from the numbers; null is Inconclusive.</param>
    /// <param name="interval">Holds the lower end of the interval against the limit instead of the value.</param>
    /// <exception cref="ArchitectureAssertException">It is not, in a chain.</exception>
    public ScoreAssertion HasExpectedAccuracyAbove(double limit, Func<ArchitectureScore, ExpectedAccuracy?> estimate, bool interval = false) =>
        Add(AccuracyCondition.Above(estimate(Score), limit, interval));

    /// <summary>
    /// The scores are those of the snapshot <c>File.Method.verified.json</c> beside the test's source, within tolerance, or better. A missing
    /// snapshot fails. <c>GRADALIGN_SNAPSHOT_MODE=accept</c> accepts the scores; that is refused where <c>CI</c> is set.
    /// </summary>
    /// <param name="parameters">The test's own parameters, which become part of the file's name: <c>new { model }</c>.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="member">Filled in by the compiler.</param>
    /// <exception cref="ArchitectureAssertException">A score is worse beyond the noise of the seeds, or cannot be compared, in a chain.</exception>
    public ScoreAssertion MatchesSnapshot(object? parameters = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string member = "")
    {
        var path = TestSnapshot.PathOf(sourceFile, member, parameters);
        if (TestSnapshot.OtherOwner(path, Score.Report.Name) is { } other) return Add(SnapshotCondition.Shared(path, other));
        var result = SnapshotCondition.Check(path, Score);
        context.Findings.AddRange(result.Findings);
        context.Received = result.ReceivedPath ?? context.Received;
        var condition = SnapshotCondition.Of(path, result);
        if (condition.Outcome == Outcome.Pass && result.State != SnapshotState.Matched) log(string.Join(Environment.NewLine, result.Findings.Select(f => $"{f.Id} {f.Message}")));
        return Add(condition);
    }

    /// <summary>Ends the conditions of a lambda.</summary>
    internal void Complete()
    {
        // A lambda that forgot its conditions would pass whatever the model is.
        if (context.Results.Count == 0) throw new ArgumentException("No condition was set on the score: s => s.HasConflictBelow(0.6)");
        if (context.HasFailed) Throw();
    }

    private ScoreAssertion Add(ConditionResult result, ScoreDefinition? score = null)
    {
        context.Results.Add(result);
        if (result.Outcome == Outcome.Pass) return this;
        if (score is not null) context.FailedScores.Add(score);
        if (isChain) Throw();
        return this;
    }

    private void Throw() => throw new ArchitectureAssertException(FailureReport.Of(Score, context));
}
