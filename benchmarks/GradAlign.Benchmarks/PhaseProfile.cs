using System.Globalization;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Benchmarks;

/// <summary>Where the time of one seed after the first goes.</summary>
internal static class PhaseProfile
{
    /// <summary>One line: the share of each phase, in percent of the sum of all.</summary>
    public static string Of(BenchCase @case)
    {
        manual_seed(0);
        using var scope = NewDisposeScope();
        using var model = @case.Factory();
        using var batch = @case.Batch();
        var inventory = new ModelInventory(model);
        var clock = new PhaseClock();
        ExecutionTrace? trace = null;
        for (var round = 0; round < 2; round++)
        {
            using var pass = NewDisposeScope();
            clock = new();
            trace ??= ExecutionTrace.Run(model, inventory, batch, @case.Classes);
            using var state = new ModelState(inventory);
            using var session = new CaptureSession(inventory, @case.Samples, BatchNormMode.PerSample, freeze: true);
            ScoringMode.Enter(inventory);
            var losses = clock.Time("forward", () => SampleLosses.Of(model.call(batch.Inputs), batch.Targets));
            clock.Time("backward", () => { losses.sum().backward(); return 0; });
            session.Detach();
            var last = @case.Samples - 1;
            var grams = clock.Time("gradients+Gram", () => BatchedEngine.Contract(session, inventory));
            ScoringMode.Enter(inventory);
            clock.Time("one alone", () => CaptureGuards.Alone(grams, PerSampleLoop.Measure(model, inventory, batch, [last], session.Statistics), (last, last)));
            var gram = clock.Time("assemble", () => NetworkGram.Assemble(new() { Grams = grams }, inventory, trace, @case.Samples));
            clock.Time("(scores)", () => GramMetrics.Measure(gram));
        }

        return string.Create(CultureInfo.InvariantCulture, $"profile={@case.Name} {clock}");
    }
}
