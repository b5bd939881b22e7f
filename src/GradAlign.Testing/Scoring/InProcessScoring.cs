using System.Runtime.CompilerServices;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Host;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing.Scoring;

/// <summary>Scores in the test's own process, and leaves torch's random numbers as they were.</summary>
internal static class InProcessScoring
{
    // TorchSharp's own search would copy libtorch into the package cache and hide what the loader says.
    private static readonly Lazy<string?> NativeProblem = new(NativePreload.Run);

    public static ModelReport Score(ScoringSubject subject, CancellationToken cancellationToken)
    {
        var none = ModelReport.Unmeasured(subject.Model, subject.Options);
        if (NativeProblem.Value is { } problem) return none with { Findings = [Rules.NativeLibraryMissing.Finding(problem)] };
        try
        {
            return WithTorch(subject, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return none with { Findings = [ScoringFailure.Of(subject.Model, e)] };
        }
    }

    // Not inlined: nothing of TorchSharp may be touched before libtorch is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ModelReport WithTorch(ScoringSubject subject, CancellationToken cancellationToken)
    {
        ScoringWorker.CheckTorchSharp();
        ConvolutionKernels.Check();
        using var state = random.get_rng_state();
        try
        {
            var factory = subject.Factory ?? UserAssembly.Factory(subject.Assembly, subject.Model);
            var source = subject.Batch?.Code is { } code && subject.Factory is not null
                ? UserBatchSource.Of(subject.Model.Name, code)
                : BatchSource.Open(subject.Model, subject.Options.Data, subject.Assembly);
            return ScoringPipeline.Score(
                subject.Model, new RepeatableFactory(subject.Model, factory, subject.Options.Seed).Create, source, subject.Options, _ => cancellationToken.ThrowIfCancellationRequested(),
                ModelLoss.Open(subject.Model, subject.Assembly), isRepeatable: true);
        }
        finally
        {
            random.set_rng_state(state);
        }
    }
}
