namespace GradAlign.Cli.Doctor;

/// <summary>What came of a check.</summary>
internal enum CheckState
{
    /// <summary>As it should be, or a fact that cannot be wrong.</summary>
    Ok,

    /// <summary>Scoring works without it.</summary>
    Warning,

    /// <summary>Scoring does not work.</summary>
    Failed,

    /// <summary>Could not be tried.</summary>
    NotTried,
}
