namespace GradAlign.Cli;

/// <summary>How the results are shown, and where they go.</summary>
/// <param name="Format">The format.</param>
/// <param name="File">A file; null: stdout.</param>
internal sealed record OutputSettings(OutputFormat Format, string? File)
{
    /// <summary>Whether a program reads the results, and nobody reads along meanwhile.</summary>
    public bool IsForPrograms => Format is OutputFormat.Json or OutputFormat.Sarif;

    /// <summary>Ends the command before any work is done where the file cannot be written.</summary>
    /// <exception cref="ScoreFailure">Its folder is missing, or it is a folder.</exception>
    public void RequireWritable()
    {
        if (File is not null && (Directory.Exists(File) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(File)))))
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"--output {File} cannot be written: its folder must exist, and it must be a file.");
        }
    }

    /// <summary>Writes text in UTF-8 without a byte-order mark to the file or to stdout.</summary>
    public async Task WriteAsync(string text, CancellationToken cancellation)
    {
        if (File is not null)
        {
            await System.IO.File.WriteAllTextAsync(File, text, cancellation);
            return;
        }

        await using var stdout = Console.OpenStandardOutput();
        await stdout.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellation);
    }
}
