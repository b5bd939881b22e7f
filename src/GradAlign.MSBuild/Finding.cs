namespace GradAlign.MSBuild;

/// <summary>One finding as the gate writes it.</summary>
internal sealed class Finding(string id, FindingSeverity severity, string model, string file, int line, int column, string message)
{
    public string Id { get; } = id;

    public FindingSeverity Severity { get; } = severity;

    /// <summary>The model that it concerns; empty where it concerns the project.</summary>
    public string Model { get; } = model;

    /// <summary>The file to show; empty where none is known.</summary>
    public string File { get; } = file;

    /// <summary>Line, from 1; 0 where none is known.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1; 0 where none is known.</summary>
    public int Column { get; } = column;

    public string Message { get; } = message;
}
