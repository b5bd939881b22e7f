using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Capture.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class NativeHookTests
{
    [Fact]
    public void Recomputation_that_throws_leaves_the_modules_own_output()
    {
        using var layer = Linear(4, 3);
        using var input = randn(5, 4);
        using var expected = layer.call(input);
        var (record, notes) = (new List<ISubstituteCall>(), new List<string>());
        var failing = new Failing(layer);
        NativeHook.Attach(layer, failing, 5, record, notes.Add);
        using var output = layer.call(input);
        Assert.True(allclose(expected, output));
        Assert.Empty(record);
        Assert.Equal(["recomputing it failed: no such mode"], notes);
        Assert.True(failing.Made.IsDisposed);
    }

    [Fact]
    public void Want_of_memory_in_a_recomputation_is_told_as_such()
    {
        using var layer = Linear(4, 3);
        using var input = randn(5, 4);
        NativeHook.Attach(layer, new Failing(layer, new MemoryShortage("The device has no memory left.")), 5, [], _ => { });
        Assert.Throws<MemoryShortage>(() => layer.call(input));
    }

    private sealed class Substitute : ISubstituteCall
    {
        public bool IsDisposed { get; private set; }

        public IEnumerable<PerSampleGradient> Gradients() => [];

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Failing(Module module, Exception? exception = null) : NativeModule(module)
    {
        public Substitute Made { get; } = new();

        public override long Macs(IReadOnlyList<object?> arguments) => 0;

        public override object? Recompute(IReadOnlyList<object?> arguments, object own, long samples, ICollection<ISubstituteCall> record, out string reason)
        {
            record.Add(Made);
            throw exception ?? new InvalidOperationException("no such mode");
        }
    }
}
