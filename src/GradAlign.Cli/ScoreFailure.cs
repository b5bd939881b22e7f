namespace GradAlign.Cli;

/// <summary>Ends a command with a message and an exit code: what was seen, what to do next.</summary>
internal sealed class ScoreFailure(int exitCode, string message, string? id = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The rule's id; null where no rule stands for it.</summary>
    public string? Id { get; } = id;
}
