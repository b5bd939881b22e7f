namespace GradAlign.Analyzer.Hosting;

/// <summary>What the scoring process found of itself: its libraries, its devices, and whether its two engines agree.</summary>
public sealed record SelfTestResult
{
    /// <summary>Version of TorchSharp, the project's own.</summary>
    public required string TorchSharp { get; init; }

    /// <summary>Version of libtorch that this TorchSharp was built for.</summary>
    public required string BuiltForLibtorch { get; init; }

    /// <summary>The libtorch that was loaded; null where the system does not say.</summary>
    public string? LibtorchPath { get; init; }

    /// <summary>The instructions that oneDNN's kernels are kept to; null where it uses all that the processor has.</summary>
    public string? Instructions { get; init; }

    /// <summary>CUDA devices, by index; empty where there is none.</summary>
    public required IReadOnlyList<string> CudaDevices { get; init; }

    /// <summary>Why no CUDA device can be used; null where one can.</summary>
    public string? NoCuda { get; init; }

    /// <summary>Threads that libtorch computes with.</summary>
    public required int Threads { get; init; }

    /// <summary>Which engine scored the test model as it is; <c>batched</c> where all is well.</summary>
    public required string Engine { get; init; }

    /// <summary>Which engine scored it through modules that the batched engine cannot see; <c>loop</c> where the guards hold.</summary>
    public required string GuardedEngine { get; init; }

    /// <summary>Largest absolute difference between the two runs' conflict, collapse and GradAlign-I, all in [-1, 1]; null where one could not be measured.</summary>
    public double? LargestDifference { get; init; }

    /// <summary>Wall-clock time of both runs, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>What the scoring said where it did not succeed; null where it did.</summary>
    public string? Problem { get; init; }
}
