namespace GradAlign.Analyzer.Verdicts;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; changes no verdict.</summary>
    Info,

    /// <summary>Worth a look; fails nothing.</summary>
    Warning,

    /// <summary>Fails the gate.</summary>
    Error,
}
