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

    // A thread that a model left running keeps a process alive whose work is done.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private readonly List<ModelReport> reports = [];

    /// <summary>Reports of the models that were finished, in order.</summary>
    public IReadOnlyList<ModelReport> Reports => reports;

    /// <summary>Why no model can be scored; null where that is not so.</summary>
    public Finding? Failure { get; private set; }

    /// <summary>What the self-test found; null where none was asked for, or it did not end.</summary>
    public SelfTestResult? SelfTest { get; private set; }

    /// <summary>Whether a model was started.</summary>
    public bool Started { get; private set; }

    /// <summary>Whether the process gave no sign for too long and was stopped.</summary>
    public bool IsTimedOut { get; private set; }

    /// <summary>Whether the process was stopped, by the timeout or by the system.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>How the process ended, as the end of a sentence.</summary>
    public string Ending { get; private set; } = "";

    /// <summary>The last lines of its stderr, quoted.</summary>
    public string LastWords { get; private set; } = "";

    public static async Task<ScoringRun> RunAsync(ScoringRequest request, HostSettings settings, IProgress<ScoringEvent>? progress, CancellationToken cancellationToken)
    {
        var wasLowered = ConvolutionKernels.IsLowered;
        var run = await OnceAsync(request, settings, progress, cancellationToken).ConfigureAwait(false);
        if (wasLowered || run.Failure?.Id != Rules.WrongConvolutions.Id) return run;
        ConvolutionKernels.IsLowered = true;
        return await OnceAsync(request, settings, progress, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ScoringRun> OnceAsync(ScoringRequest request, HostSettings settings, IProgress<ScoringEvent>? progress, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("gradalign-");
        try
        {
            var (requestPath, eventsPath) = (Path.Combine(folder.FullName, "request.json"), Path.Combine(folder.FullName, "events.jsonl"));
            await File.WriteAllTextAsync(requestPath, JsonSerializer.Serialize(request, GradAlignJson.Compact), cancellationToken).ConfigureAwait(false);
            var run = new ScoringRun();
            using var process = new Process { StartInfo = HostCommand.For(request.AssemblyPath, settings, requestPath, eventsPath) };
            process.Start();
            process.StandardInput.Close();
            var words = new LastWords(process.StandardError);
            _ = new LastWords(process.StandardOutput); // a pipe that nobody reads stops the one who writes
            try
            {
                await run.FollowAsync(process, eventsPath, request.SelfTest ? null : request.Models.Count, settings.Timeout, progress, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }

            run.LastWords = await words.QuoteAsync().ConfigureAwait(false);
            return run;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task FollowAsync(Process process, string eventsPath, int? models, TimeSpan timeout, IProgress<ScoringEvent>? progress, CancellationToken cancellationToken)
    {
        var (offset, silence) = (0L, Stopwatch.StartNew());
        while (true)
        {
            var ended = process.HasExited;
            var (events, end) = EventFile.Read(eventsPath, offset);
            offset = end;
            foreach (var said in events) Take(said, progress);
            if (events.Count > 0) silence.Restart();
            if (ended) break;
            if (silence.Elapsed > Grace && (reports.Count == models || SelfTest is not null || Failure is not null)) return;
            if (silence.Elapsed > timeout)
            {
                (IsKilled, IsTimedOut) = (true, true);
                Ending = string.Create(CultureInfo.InvariantCulture, $"gave no sign for {timeout.TotalSeconds:0} s and was stopped (a longer timeout, by --timeout or GradAlignTimeout, may help)");
                return;
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }

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
            case SelfTested tested: SelfTest = tested.Result; break;
            case ProcessFailed failed: Failure = failed.Finding; break;
        }

        progress?.Report(said);
    }
}
