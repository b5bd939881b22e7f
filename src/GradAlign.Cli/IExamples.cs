namespace GradAlign.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal interface IExamples
{
    /// <summary>Example command lines, the most useful first.</summary>
    IReadOnlyList<string> Examples { get; }
}
