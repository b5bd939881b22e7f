using System.Diagnostics;
using System.Runtime.InteropServices;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Hosting;

/// <summary>Scores one tiny model by both engines, in the scoring process, as a user's model is scored.</summary>
internal static class SelfTest
{
    private static readonly ModelCase Tiny = new() { Name = "self-test", TypeName = nameof(SelfTest), MethodName = "Tiny", InputShape = [1, 8, 8], Classes = 4 };

    public static SelfTestResult Run()
    {
        var watch = Stopwatch.StartNew();
        var (seen, hidden) = (Score(watched: true), Score(watched: false));
        ScoreDefinition[] compared = [ScoreCatalog.Conflict, ScoreCatalog.Collapse, ScoreCatalog.GradAlignI];
        var differences = compared.Select(s => Math.Abs((seen[s]?.Mean ?? double.NaN) - (hidden[s]?.Mean ?? double.NaN))).ToArray();
        var devices = cuda.is_available() ? cuda.device_count() : 0;
        return new()
        {
            TorchSharp = typeof(Tensor).Assembly.GetName().Version!.ToString(3),
            BuiltForLibtorch = torch.__version__,
            LibtorchPath = Loaded("torch_cpu"),
            Instructions = Environment.GetEnvironmentVariable(ConvolutionKernels.Variable),
            CudaDevices = [.. Enumerable.Range(0, devices).Select(i => $"cuda:{i}")],
            NoCuda = devices > 0 ? null : NoCuda(),
            Threads = get_num_threads(),
            Engine = seen.Engine ?? "none",
            GuardedEngine = hidden.Engine ?? "none",
            LargestDifference = differences.All(double.IsFinite) ? differences.Max() : null,
            Seconds = watch.Elapsed.TotalSeconds,
            Problem = seen.Findings.Concat(hidden.Findings).FirstOrDefault(f => f.Severity == Severity.Error)?.Message,
        };
    }

    private static ModelReport Score(bool watched) =>
        ScoringPipeline.Score(Tiny, () => new TinyModel(watched), BatchSource.Open(Tiny, "synthetic", null), new() { BatchSize = 8, Repeats = 1, Device = "cpu" });

    private static string NoCuda() =>
        Loaded("torch_cuda") is null ? "the libtorch in use is a CPU build (no torch_cuda library was loaded); reference a libtorch-cuda package to use a GPU"
        : !NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out _) ? "NVIDIA's driver is not installed (libcuda cannot be loaded)"
        : "libtorch's CUDA build is loaded and finds no device";

    private static string? Loaded(string library)
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(m => m.FileName).FirstOrDefault(f => Path.GetFileName(f).Contains(library, StringComparison.Ordinal));
    }

    /// <summary>A convolution, a batch norm and a linear layer; called by forward() they are hidden from the hooks, so that a guard must send the model through the loop.</summary>
    private sealed class TinyModel : Module<Tensor, Tensor>
    {
        private readonly bool watched;
        private readonly Module<Tensor, Tensor> conv = Conv2d(1, 16, 3, padding: 1);
        private readonly Module<Tensor, Tensor> norm = BatchNorm2d(16);
        private readonly Module<Tensor, Tensor> linear = Linear(16 * 16, 4);

        public TinyModel(bool watched) : base(nameof(TinyModel))
        {
            this.watched = watched;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => Call(linear, functional.avg_pool2d(functional.relu(Call(norm, Call(conv, input))), 2).flatten(1));

        private Tensor Call(Module<Tensor, Tensor> module, Tensor input) => watched ? module.call(input) : module.forward(input);
    }
}
