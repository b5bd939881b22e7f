using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Hosting;

/// <summary>One life of the scoring process.</summary>
internal sealed class ScoringRun
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly List<ModelReport> reports = [];
    private readonly Queue<string> errors = [];

    /// <summary>Reports of the models that were finished, in order.</summary>
    public IReadOnlyList<ModelReport> Reports => reports;

    /// <summary>Why no model can be scored; null where that is not so.</summary>
    public Finding? Failure { get; private set; }

    /// <summary>Whether a model was started.</summary>
    public bool Started { get; private set; }

    /// <summary>Whether the process was stopped, by the timeout or by the system.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>How the process ended, as the end of a sentence.</summary>
    public string Ending { get; private set; } = "";

    /// <summary>The last lines of its stderr, quoted.</summary>
    public string LastWords => errors.Count == 0 ? "" : $"Its last words: {string.Join(" | ", errors)}";

    public static async Task<ScoringRun> RunAsync(ScoringRequest request, HostSettings settings, IProgress<ScoringEvent>? progress, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("gradalign-");
        try
        {
            var (requestPath, eventsPath) = (Path.Combine(folder.FullName, "request.json"), Path.Combine(folder.FullName, "events.jsonl"));
            await File.WriteAllTextAsync(requestPath, JsonSerializer.Serialize(request, GradAlignJson.Compact), cancellationToken).ConfigureAwait(false);
            var run = new ScoringRun();
            await run.FollowAsync(HostCommand.For(request.AssemblyPath, settings, requestPath, eventsPath), eventsPath, settings.Timeout, progress, cancellationToken).ConfigureAwait(false);
            return run;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task FollowAsync(ProcessStartInfo start, string eventsPath, TimeSpan timeout, IProgress<ScoringEvent>? progress, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var (offset, silence) = (0L, Stopwatch.StartNew());
        try
        {
            while (true)
            {
                var ended = process.HasExited;
                var (events, end) = EventFile.Read(eventsPath, offset);
                offset = end;
                foreach (var said in events) Take(said, progress);
                if (events.Count > 0) silence.Restart();
                if (ended) break;
                if (silence.Elapsed > timeout)
                {
                    process.Kill(entireProcessTree: true);
                    IsKilled = true;
                    Ending = string.Create(CultureInfo.InvariantCulture, $"gave no sign for {timeout.TotalSeconds:0} s and was stopped (a longer timeout, by --timeout or GradAlignTimeout, may help)");
                    return;
                }

                await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);

        // 128 + 9: SIGKILL, which on Linux is what the out-of-memory killer sends.
        IsKilled = process.ExitCode == 137;
        Ending = IsKilled ? "was killed (SIGKILL), most likely for want of memory" : $"ended with exit code {process.ExitCode}";
    }

    private void Take(ScoringEvent said, IProgress<ScoringEvent>? progress)
    {
        switch (said)
        {
            case ModelStarted: Started = true; break;
            case ModelFinished finished: reports.Add(finished.Report); break;
            case ProcessFailed failed: Failure = failed.Finding; break;
        }

        progress?.Report(said);
    }

    private void Remember(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (errors)
        {
            errors.Enqueue(line.Trim());
            if (errors.Count > 8) errors.Dequeue();
        }
    }
}
