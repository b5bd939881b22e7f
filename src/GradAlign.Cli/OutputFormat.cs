namespace GradAlign.Cli;

/// <summary>How the results are shown.</summary>
internal enum OutputFormat
{
    Console,
    Json,
    Markdown,
    Sarif,
    Html,
}
