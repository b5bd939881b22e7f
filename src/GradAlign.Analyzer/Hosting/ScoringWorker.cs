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
            ConvolutionKernels.Check();
            if (request.SelfTest)
            {
                EventFile.Append(eventsPath, new SelfTested(SelfTest.Run()));
                return 0;
            }

            NativeHeap.KeepLargeBlocks();
            var assembly = UserAssembly.Load(request.AssemblyPath);
            var scores = request.Options.Scores is null ? [] : UserScores.Of(assembly);
            var events = new EventWriter(eventsPath);
            foreach (var model in request.Models)
            {
                events.Say(new ModelStarted(model.Name));
                events.Say(new ModelFinished(Score(assembly, scores, model, request, events)));

                RareCollections.Collect();
                NativeHeap.Trim();
            }

            return 0;
        }
        catch (ScoringException e)
        {
            EventFile.Append(eventsPath, new ProcessFailed(e.Finding));
            return 6;
        }
    }

    private static ModelReport Score(Assembly assembly, IReadOnlyList<UserScore> scores, ModelCase model, ScoringRequest request, EventWriter events)
    {
        var options = request.Options;
        try
        {
            var source = BatchSource.Open(model, options.Data, assembly);
            return ScoringPipeline.Score(model, UserAssembly.Factory(assembly, model), source, options, events.Say, ModelLoss.Open(model, assembly), request.Explain, scores);
        }
        catch (Exception e)
        {
            // Whatever the user's code does must not take the other models' scores along.
            return ModelReport.Unmeasured(model, options) with { Findings = [ScoringFailure.Of(model, e)] };
        }
    }

    /// <exception cref="ScoringException">GA0012: the loaded TorchSharp is not a supported one.</exception>
    internal static void CheckTorchSharp()
    {
        var version = typeof(Tensor).Assembly.GetName().Version!;
        if (version.Major != Supported.Major || version.Minor != Supported.Minor)
        {
            throw new ScoringException(Rules.UnsupportedTorchSharp.Finding(
                $"The project uses TorchSharp {version.ToString(3)}; this version of GradAlign supports {Supported.ToString(2)}. Reference TorchSharp {Supported.ToString(2)}.0."));
        }
    }
}
