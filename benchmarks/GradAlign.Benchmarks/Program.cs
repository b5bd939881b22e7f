using BenchmarkDotNet.Running;
using GradAlign.Analyzer.Hosting;
using GradAlign.Benchmarks;
using GradAlign.Benchmarks.Kernels;
using static TorchSharp.torch;

if (ConvolutionKernels.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 6;
}

// One thread: with more, the threads' waiting for each other would count as processor time.
set_num_threads(1);
switch (args)
{
    case ["kernels", .. var rest]:
        BenchmarkSwitcher.FromTypes([typeof(ConvolutionGradients), typeof(Contractions)]).Run(rest is [] ? ["--filter", "*"] : rest);
        break;
    case ["memory-fast" or "memory-floor", var name]:
        CaseRun.PrintMemory(BenchCase.All.Single(c => c.Name == name), args[0] == "memory-fast");
        break;
    default:
        Console.WriteLine($"fast: one seed of three, from model and batch to Gram matrices, guards and trace included; floor: one forward and backward pass of the batch. Processor time, one thread.");
        foreach (var @case in BenchCase.All.Where(c => args.Length == 0 || args.Contains(c.Name))) CaseRun.Print(@case);
        break;
}

return 0;
