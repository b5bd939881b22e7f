using GradAlign.Analyzer;
using GradAlign.Analyzer.Calibration;

namespace GradAlign.Testing;

/// <summary>How a test scores a model.</summary>
public sealed record ScoreOptions
{
    /// <summary>Samples in the batch, n; at least 2. Both headline scores depend on it.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Number of seeds, R; at least 1. A comparison of two models needs at least 2.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>First seed, from 0 to 4000000000; the repeats use Seed, Seed + 1, …</summary>
    public long Seed { get; init; }

    /// <summary>Statistics of batch normalisation.</summary>
    public BatchNormMode BatchNorm { get; init; } = BatchNormMode.PerSample;

    /// <summary>The numbers that the model is run in. Scores in one are not compared with snapshots in the other.</summary>
    public ScoringPrecision Precision { get; init; } = ScoringPrecision.Float32;

    /// <summary>Bytes for activations and per-sample gradients, at least 1; less gives the same scores and takes longer. Null: three quarters of what is free, shared with other scorings; on a GPU all.</summary>
    public long? Memory { get; init; }

    /// <summary>
    /// Calibration of <c>HasExpectedAccuracyAbove</c>, whose scores are then measured with the others: a file of <c>gradalign calibrate</c>, relative to the
    /// current directory, or the name of one that ships with GradAlign. Null: <c>fashion-mnist-small</c>, whose scores are measured when they are asked for.
    /// </summary>
    public string? Calibration { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:i</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// Scores in the test's own process. By default a model is scored in a process of its own, so that its crash is a failed assertion
    /// and nothing that runs beside it reaches its random numbers.
    /// </summary>
    public bool InProcess { get; init; }

    /// <summary>Longest time without a seed done before the process is stopped; in-process there is none.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Takes what a passing test has to say, such as a snapshot that became better: xunit's <c>output.WriteLine</c>. Null: the console.</summary>
    public Action<string>? Log { get; init; }

    /// <exception cref="ArgumentException">A number out of its range.</exception>
    /// <exception cref="CalibrationException">The calibration cannot be read.</exception>
    internal ScoringOptions Scoring(string? data)
    {
        if (BatchSize < 2) throw new ArgumentException(FormattableString.Invariant($"BatchSize is {BatchSize}; at least 2 samples are needed to compare."));
        if (Repeats < 1) throw new ArgumentException(FormattableString.Invariant($"Repeats is {Repeats}; at least one seed is needed."));
        if (Memory < 1) throw new ArgumentException(FormattableString.Invariant($"Memory is {Memory} bytes; at least 1 is needed, and a model needs far more."));
        // libtorch's generator keeps 32 bits of a seed.
        if (Seed is < 0 or > 4_000_000_000) throw new ArgumentException(FormattableString.Invariant($"Seed is {Seed}; it lies from 0 to 4000000000."));
        return new() { BatchSize = BatchSize, Repeats = Repeats, Seed = Seed, BatchNorm = BatchNorm, Precision = Precision, Memory = Memory, Device = Device, Data = data, Scores = Calibration is null ? null : Calibrator.Open(Calibration).ScoresToAsk };
    }
}
