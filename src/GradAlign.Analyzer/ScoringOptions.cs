namespace GradAlign.Analyzer;

/// <summary>What a scoring depends on, beside the model and its data.</summary>
public sealed record ScoringOptions
{
    /// <summary>Samples in the batch, n; at least 2. The default limits hold for 64 only.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Number of seeds, R; at least 1.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>First seed; the repeats use Seed, Seed + 1, … A seed sets the initialisation and the choice of samples.</summary>
    public long Seed { get; init; }

    /// <summary>Statistics of batch normalisation.</summary>
    public BatchNormMode BatchNorm { get; init; } = BatchNormMode.PerSample;

    /// <summary>The numbers that the model is run in. The initialisation is drawn in 32 bits either way, so a seed means the same model.</summary>
    public ScoringPrecision Precision { get; init; } = ScoringPrecision.Float32;

    /// <summary>
    /// Bytes that activations and gradients may take, beside the model and its batch; null: three quarters of what is free, shared with
    /// the other scoring processes, and on a GPU as much as there is. Less memory costs time; the scores are the same up to rounding.
    /// </summary>
    public long? Memory { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:i</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Data set as <c>--data</c> names it; null: the model's own <c>Batch</c> method, else synthetic.</summary>
    public string? Data { get; init; }

    /// <summary>
    /// Scores to measure beside those of this project: <c>all</c>, or keys joined by commas (baselines, and the user's own scores); null: none.
    /// They change no other number.
    /// </summary>
    public string? Scores { get; init; }
}
