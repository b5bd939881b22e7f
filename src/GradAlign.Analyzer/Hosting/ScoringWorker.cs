using System.Reflection;
using System.Text.Json;
using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Hosting;

/// <summary>The scoring process's work; the host calls it by name.</summary>
public static class ScoringWorker
{
    private static readonly Version Supported = new(0, 107);

    /// <summary>Scores the models of a request, one after the other.</summary>
    /// <param name="requestPath">File with a <see cref="ScoringRequest"/>.</param>
    /// <param name="eventsPath">File that takes the <see cref="ScoringEvent"/>s.</param>
    /// <returns>0: every model has its event; 6: none could be scored.</returns>
    public static int Run(string requestPath, string eventsPath)
    {
        try
        {
            var request = JsonSerializer.Deserialize<ScoringRequest>(File.ReadAllText(requestPath), GradAlignJson.Compact)!;
            CheckTorchSharp();
            var assembly = UserAssembly.Load(request.AssemblyPath);
            var scores = request.Options.Scores is null ? [] : UserScores.Of(assembly);
            foreach (var model in request.Models)
            {
                EventFile.Append(eventsPath, new ModelStarted(model.Name));
                EventFile.Append(eventsPath, new ModelFinished(Score(assembly, scores, model, request.Options, eventsPath)));
            }

            return 0;
        }
        catch (ScoringException e)
        {
            EventFile.Append(eventsPath, new ProcessFailed(e.Finding));
            return 6;
        }
    }

    private static ModelReport Score(Assembly assembly, IReadOnlyList<UserScore> scores, ModelCase model, ScoringOptions options, string eventsPath)
    {
        try
        {
            var source = BatchSource.Open(model, options.Data, assembly);
            return ScoringPipeline.Score(model, UserAssembly.Factory(assembly, model), source, options,
                done => EventFile.Append(eventsPath, new SeedScored(model.Name, done, options.Repeats)), scores);
        }
        catch (ScoringException e)
        {
            return ModelReport.Unmeasured(model, options) with { Findings = [e.Finding] };
        }
        catch (Exception e)
        {
            // Whatever else the user's code does must not take the other models' scores along.
            return ModelReport.Unmeasured(model, options) with
            {
                Findings = [Rules.UserCodeFailed.Finding($"Scoring {model.Name} threw {e.GetType().FullName}: {e.Message.Split('\n')[0]} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}".TrimEnd())],
            };
        }
    }

    private static void CheckTorchSharp()
    {
        var version = typeof(Tensor).Assembly.GetName().Version!;
        if (version.Major != Supported.Major || version.Minor != Supported.Minor)
        {
            throw new ScoringException(Rules.UnsupportedTorchSharp.Finding(
                $"The project uses TorchSharp {version.ToString(3)}; this version of GradAlign supports {Supported.ToString(2)}. Reference TorchSharp {Supported.ToString(2)}.0."));
        }
    }
}
