namespace GradAlign.Testing.Scoring;

/// <summary>The settings that a score was made with.</summary>
internal static class ScoreSettings
{
    public static ScoreOptions Of(ArchitectureScore score) => new()
    {
        BatchSize = score.Options.BatchSize,
        Repeats = score.Options.Repeats,
        Seed = score.Options.Seed,
        BatchNorm = score.Options.BatchNorm,
        Device = score.Options.Device,
        InProcess = score.WhyInProcess is not null,
    };
}
