using System.Runtime.CompilerServices;
using GradAlign.Testing.Scoring;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing;

/// <summary>
/// Asserts the quality of an untrained model. Whatever cannot be scored (a crash, a factory that throws, a missing libtorch, an undefined
/// score) is a failed assertion. The score of a model, batch and options is made once in a test run and shared.
/// </summary>
public static class ArchitectureAssert
{
    /// <summary>Scores a model and starts a chain of conditions, each of which throws by itself: <c>That(() => new ResNet20(), batch).HasConflictBelow(0.6)</c>.</summary>
    /// <param name="factory">Makes a freshly initialised model. One that captures variables ties the scoring to the test's process.</param>
    /// <param name="batch">What it is scored on.</param>
    /// <param name="options">How it is scored; null: the defaults.</param>
    /// <param name="cancellationToken">Stops the waiting, and the scoring where nobody else waits for it.</param>
    /// <param name="expression">Filled in by the compiler: what the model is called in messages.</param>
    /// <exception cref="ArchitectureAssertException">It could not be scored, or its score is undefined.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ScoreAssertion That(
        Func<Module?> factory, ModelBatch batch, ScoreOptions? options = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(factory))] string? expression = null) =>
        Wait(StartAsync(ScoringSubject.Of(factory, batch, options, expression), isChain: true, cancellationToken), cancellationToken);

    /// <summary>Scores a model and evaluates all conditions, which fail together: <c>That(() => new ResNet20(), batch, s => s.HasConflictBelow(0.6).HasCollapseBelow(0.6))</c>.</summary>
    /// <param name="factory">Makes a freshly initialised model. One that captures variables ties the scoring to the test's process.</param>
    /// <param name="batch">What it is scored on.</param>
    /// <param name="conditions">Sets at least one condition.</param>
    /// <param name="options">How it is scored; null: the defaults.</param>
    /// <param name="cancellationToken">Stops the waiting, and the scoring where nobody else waits for it.</param>
    /// <param name="expression">Filled in by the compiler: what the model is called in messages.</param>
    /// <exception cref="ArchitectureAssertException">A condition does not hold, or the model could not be scored.</exception>
    /// <exception cref="ArgumentException">There is no condition.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void That(
        Func<Module?> factory, ModelBatch batch, Action<ScoreAssertion> conditions, ScoreOptions? options = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(factory))] string? expression = null) =>
        Wait(AllAsync(ScoringSubject.Of(factory, batch, options, expression), conditions, cancellationToken), cancellationToken);

    /// <summary>Scores a <c>[ScoredModel]</c> and starts a chain of conditions.</summary>
    /// <param name="declaring">A type of the assembly that declares it.</param>
    /// <param name="model">Its id, as <c>[ScoredModels]</c> and <see cref="ScoredModelIds"/> give it.</param>
    /// <param name="options">How it is scored; null: the defaults.</param>
    /// <param name="cancellationToken">Stops the waiting, and the scoring where nobody else waits for it.</param>
    /// <exception cref="ArchitectureAssertException">It could not be scored, or its score is undefined.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ScoreAssertion That(Type declaring, string model, ScoreOptions? options = null, CancellationToken cancellationToken = default) =>
        Wait(StartAsync(ScoringSubject.Of(declaring, model, options), isChain: true, cancellationToken), cancellationToken);

    /// <summary>Scores a <c>[ScoredModel]</c> and evaluates all conditions, which fail together.</summary>
    /// <param name="declaring">A type of the assembly that declares it.</param>
    /// <param name="model">Its id, as <c>[ScoredModels]</c> and <see cref="ScoredModelIds"/> give it.</param>
    /// <param name="conditions">Sets at least one condition.</param>
    /// <param name="options">How it is scored; null: the defaults.</param>
    /// <param name="cancellationToken">Stops the waiting, and the scoring where nobody else waits for it.</param>
    /// <exception cref="ArchitectureAssertException">A condition does not hold, or the model could not be scored.</exception>
    /// <exception cref="ArgumentException">There is no condition.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void That(Type declaring, string model, Action<ScoreAssertion> conditions, ScoreOptions? options = null, CancellationToken cancellationToken = default) =>
        Wait(AllAsync(ScoringSubject.Of(declaring, model, options), conditions, cancellationToken), cancellationToken);

    /// <summary>Starts a chain of conditions on a score that is there already.</summary>
    /// <param name="score">The score.</param>
    /// <exception cref="ArchitectureAssertException">It is undefined.</exception>
    public static ScoreAssertion That(ArchitectureScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new(score, subject: null, isChain: true, CancellationToken.None);
    }

    /// <summary>Scores a model and evaluates all conditions, without blocking a thread.</summary>
    /// <inheritdoc cref="That(Func{Module}, ModelBatch, Action{ScoreAssertion}, ScoreOptions, CancellationToken, string)"/>
    public static Task ThatAsync(
        Func<Module?> factory, ModelBatch batch, Action<ScoreAssertion> conditions, ScoreOptions? options = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(factory))] string? expression = null) =>
        AllAsync(ScoringSubject.Of(factory, batch, options, expression), conditions, cancellationToken);

    /// <summary>Scores a <c>[ScoredModel]</c> and evaluates all conditions, without blocking a thread.</summary>
    /// <inheritdoc cref="That(Type, string, Action{ScoreAssertion}, ScoreOptions, CancellationToken)"/>
    public static Task ThatAsync(Type declaring, string model, Action<ScoreAssertion> conditions, ScoreOptions? options = null, CancellationToken cancellationToken = default) =>
        AllAsync(ScoringSubject.Of(declaring, model, options), conditions, cancellationToken);

    /// <summary>The score of a model, for plain assertions on its numbers: <c>Assert.True(score.Conflict &lt; 0.6)</c>.</summary>
    /// <inheritdoc cref="That(Func{Module}, ModelBatch, ScoreOptions, CancellationToken, string)"/>
    public static async Task<ArchitectureScore> ScoreAsync(
        Func<Module?> factory, ModelBatch batch, ScoreOptions? options = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(factory))] string? expression = null) =>
        (await StartAsync(ScoringSubject.Of(factory, batch, options, expression), isChain: true, cancellationToken).ConfigureAwait(false)).Score;

    /// <summary>The score of a <c>[ScoredModel]</c>, for plain assertions on its numbers.</summary>
    /// <inheritdoc cref="That(Type, string, ScoreOptions, CancellationToken)"/>
    public static async Task<ArchitectureScore> ScoreAsync(Type declaring, string model, ScoreOptions? options = null, CancellationToken cancellationToken = default) =>
        (await StartAsync(ScoringSubject.Of(declaring, model, options), isChain: true, cancellationToken).ConfigureAwait(false)).Score;

    private static async Task<ScoreAssertion> StartAsync(ScoringSubject subject, bool isChain, CancellationToken cancellationToken) =>
        new(await SharedScores.GetAsync(subject, cancellationToken).ConfigureAwait(false), subject, isChain, cancellationToken);

    private static async Task<ScoreAssertion> AllAsync(ScoringSubject subject, Action<ScoreAssertion> conditions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        var assertion = await StartAsync(subject, isChain: false, cancellationToken).ConfigureAwait(false);
        conditions(assertion);
        assertion.Complete();
        return assertion;
    }

    private static ScoreAssertion Wait(Task<ScoreAssertion> assertion, CancellationToken cancellationToken)
    {
        assertion.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        return assertion.Result;
    }
}
