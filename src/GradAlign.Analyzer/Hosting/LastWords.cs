namespace GradAlign.Analyzer.Hosting;

/// <summary>Reads a process's stderr to its end and keeps the last lines; however much is written, and be it without a line's end, little is kept.</summary>
internal sealed class LastWords
{
    private const int Kept = 8192;
    private const int Lines = 8;
    private const int LineLength = 300;

    // Frames of the runtime and of this tool, and libtorch's warning at every convolution, would push out the line that says what happened.
    private static readonly string[] Noise = ["at System.", "at GradAlign.", "--- End of stack trace"];
    private readonly Task reading;
    private string tail = "";

    public LastWords(TextReader stderr) => reading = ReadAsync(stderr);

    /// <summary>The last lines, quoted; empty where there are none. A child process that still holds the pipe is not waited for.</summary>
    public async Task<string> QuoteAsync()
    {
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(500))).ConfigureAwait(false);
        var lines = Volatile.Read(ref tail).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(l => !Noise.Any(f => l.StartsWith(f, StringComparison.Ordinal)) && !l.Contains("Could not initialize NNPACK", StringComparison.Ordinal)).ToArray();
        return lines.Length == 0 ? "" : $"Its last words: {string.Join(" | ", lines.TakeLast(Lines).Select(l => l.Length > LineLength ? l[..LineLength] + "…" : l))}";
    }

    private async Task ReadAsync(TextReader stderr)
    {
        try
        {
            var block = new char[Kept];
            while (await stderr.ReadAsync(block).ConfigureAwait(false) is > 0 and var count)
            {
                var text = tail + new string(block, 0, count);
                Volatile.Write(ref tail, text.Length > Kept ? text[^Kept..] : text);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was stopped, and its pipe with it: what was read is all there is.
        }
    }
}
