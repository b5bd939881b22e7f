using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Failures;

/// <summary>
/// Says why a forward pass throws although the first one went well, by trying: which pass it is, and whether a new model takes it. One that
/// does has no fault but what the passes before left in the old one.
/// </summary>
/// <param name="network">The model, after its first pass.</param>
/// <param name="batch">The batch.</param>
/// <param name="twin">Makes another model; null: there is no way to.</param>
internal sealed class LaterPass(ScoredNetwork network, ScoringBatch batch, Func<Module>? twin)
{
    private const int FirstSamples = 2;

    /// <summary>GA0004 with what to mend; null where the passes are not at fault.</summary>
    /// <param name="exception">What a pass after the first threw.</param>
    public ScoringException? Explain(Exception exception)
    {
        if (exception is ScoringException or OperationCanceledException || BlockedCapture.Shortage(exception) is not null) return null;
        var all = batch.Samples;
        foreach (var samples in new[] { FirstSamples, all, 1 })
        {
            if (Throws(network, samples) is not { } thrown) continue;
            using var fresh = twin?.Invoke();
            using var again = fresh is null ? null : new ScoredNetwork(fresh);
            var pass = $"{samples} {(samples == 1 ? "sample" : "samples")} in training mode";
            return new(Rules.UserCodeFailed.Finding(
                $"A first forward pass of {FirstSamples} samples in evaluation mode went well, one of {pass} threw {Thrown.Describe(thrown)}. {Advice(samples, survives: again is not null && Throws(again, samples) is null, Cure.Of(thrown))}"), thrown);
        }

        return null;
    }

    private static string Advice(int samples, bool survives, string? cure)
    {
        if (survives)
            return "A new model takes that pass, so forward keeps something of an earlier one: a cache, or a hidden state in a field. Make it anew at the start of forward, or return it.";
        if (cure is not null) return cure + ".";
        return samples == FirstSamples
            ? "Scoring takes gradients in training mode: mend what forward does there."
            : "Any number of samples must be possible: write x.shape[0] or -1 where the batch size stands as a number, and keep no squeeze() that takes the samples along.";
    }

    private Exception? Throws(ScoredNetwork tried, int samples)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var inventory = new ModelInventory(tried.Root);
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory);
        try
        {
            tried.Forward(batch.Narrow(0, samples));
            return null;
        }
        catch (Exception e)
        {
            return BlockedCapture.Shortage(e) is null ? e : null;
        }
    }
}
