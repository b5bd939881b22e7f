using GradAlign.Analyzer.Hosting;
using Spectre.Console;

namespace GradAlign.Cli;

/// <summary>Shows on stderr how far the scoring is.</summary>
internal static class ScoringProgress
{
    public static async Task<T> WatchAsync<T>(int models, int repeats, bool silent, Func<IProgress<ScoringEvent>?, Task<T>> score)
    {
        if (silent)
        {
            return await score(null);
        }

        if (Console.IsErrorRedirected)
        {
            return await score(new Watcher(e =>
            {
                switch (e)
                {
                    case CostEstimated estimate when Cost(estimate) is { } cost:
                        Console.Error.WriteLine($"{estimate.Model}: {cost}");
                        break;
                    case ModelFinished { Report: var report }:
                        Console.Error.WriteLine(report.Scores.Count == 0 ? $"{report.Name}: not measured" : FormattableString.Invariant($"{report.Name}: scored in {report.Seconds:0.0} s"));
                        break;
                }
            }));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask("scoring", maxValue: models * repeats);
            var finished = 0;
            return await score(new Watcher(e =>
            {
                switch (e)
                {
                    case ModelStarted { Model: var name }:
                        task.Description = Markup.Escape(name);
                        break;
                    case CostEstimated estimate when Cost(estimate) is { } cost:
                        task.Description = Markup.Escape($"{estimate.Model}, {cost}");
                        break;
                    case SeedProgressed { Done: var done, Share: var share }:
                        task.Value = (finished * repeats) + done + share;
                        break;
                    case SeedScored { Done: var done }:
                        task.Value = (finished * repeats) + done;
                        break;
                    case ModelFinished:
                        finished++;
                        task.Value = finished * repeats;
                        break;
                }
            }));
        });
    }

    /// <summary>What a seed is going to take, where somebody would want to know before: <c>about 40 s and 3.1 GB a seed</c>; null elsewhere.</summary>
    internal static string? Cost(CostEstimated estimate) => estimate.Seconds < 10 && estimate.Bytes < 1L << 30
        ? null
        : FormattableString.Invariant($"about {estimate.Seconds:0} s and {estimate.Bytes / (double)(1L << 30):0.0} GB a seed");

    // Progress<T> posts to the thread pool, which would shuffle the events.
    private sealed class Watcher(Action<ScoringEvent> watch) : IProgress<ScoringEvent>
    {
        public void Report(ScoringEvent value) => watch(value);
    }
}
