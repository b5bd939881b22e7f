using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>What snapshots have to know of where they run.</summary>
/// <param name="Mode">Verify or accept.</param>
/// <param name="IsCi">Whether this is a CI run: nothing is accepted and nothing is written there.</param>
public sealed record SnapshotEnvironment(SnapshotMode Mode, bool IsCi)
{
    /// <summary>The variable that sets the mode.</summary>
    public const string ModeVariable = "GRADALIGN_SNAPSHOT_MODE";

    /// <summary>The variable that CI systems set.</summary>
    public const string CiVariable = "CI";

    /// <summary>Reads this process's environment: <c>GRADALIGN_SNAPSHOT_MODE</c>, and <c>CI</c>, which any value but the empty one sets.</summary>
    /// <exception cref="ScoringException">GA0006: the mode is neither <c>verify</c> nor <c>accept</c>.</exception>
    public static SnapshotEnvironment Current() => Of(Environment.GetEnvironmentVariable(ModeVariable));

    /// <summary>Reads a mode that something else configures, such as <c>GradAlignSnapshotMode</c>; whether this is CI is read from the environment.</summary>
    /// <param name="mode"><c>verify</c> or <c>accept</c>; null or empty: verify.</param>
    /// <exception cref="ScoringException">GA0006: the mode is neither.</exception>
    public static SnapshotEnvironment Of(string? mode) => new(Parse(mode), !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(CiVariable)));

    private static SnapshotMode Parse(string? mode) => mode?.Trim().ToLowerInvariant() switch
    {
        null or "" or "verify" => SnapshotMode.Verify,
        "accept" => SnapshotMode.Accept,
        _ => throw new ScoringException(Rules.InvalidConfiguration.Finding($"The snapshot mode is '{mode}'. Set {ModeVariable} or GradAlignSnapshotMode to verify or accept.")),
    };
}
