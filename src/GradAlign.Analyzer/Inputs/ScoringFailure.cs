using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Failures;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Inputs;

/// <summary>What an exception says of the model that was scored.</summary>
internal static class ScoringFailure
{
    // What libtorch says where it gets no memory; it has no exception type of its own for that in .NET.
    private static readonly string[] WantOfMemory = ["can't allocate memory", "not enough memory", "out of memory", "bad_alloc"];

    /// <summary>The finding: want of memory is GA0007, whoever caught it first; else what a <see cref="ScoringException"/> carries; else GA0004.</summary>
    /// <param name="model">The model.</param>
    /// <param name="exception">What its scoring threw.</param>
    public static Finding Of(ModelCase model, Exception exception)
    {
        if (Causes(exception).FirstOrDefault(IsWantOfMemory) is { } cause)
            return Rules.ScoringKilled.Finding($"Scoring {model.Name} ran out of memory: {Thrown.FirstLine(cause)}. Score fewer samples (--batch-size), or a smaller model.");
        return exception is ScoringException { Finding: var finding }
            ? finding
            : Rules.UserCodeFailed.Finding($"Scoring {model.Name} threw {Thrown.Describe(exception)}. {Cure.Of(exception) ?? "Call the model and its loss on such a batch in a test, with backward(), to see it whole"}.");
    }

    private static bool IsWantOfMemory(Exception exception) =>
        exception is OutOfMemoryException || WantOfMemory.Any(w => exception.Message.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
