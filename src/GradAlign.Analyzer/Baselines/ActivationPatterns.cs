using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// Which ReLUs are open for which sample, a bit each, as seen in the scoring's own forward pass: the first one of the whole batch
/// while attached. A ReLU that is a function call and no module cannot be seen.
/// </summary>
internal sealed class ActivationPatterns : IDisposable
{
    private readonly List<Action> detach = [];
    private readonly List<ulong[]>[] words;
    private readonly int samples;
    private bool recording;

    public ActivationPatterns(ScoredNetwork network, IEnumerable<Module> modules, int samples)
    {
        this.samples = samples;
        words = [.. Enumerable.Range(0, samples).Select(_ => new List<ulong[]>())];
        network.Starting += Start;
        network.Finished += Finish;
        detach.Add(() => network.Starting -= Start);
        detach.Add(() => network.Finished -= Finish);
        foreach (var module in modules)
        {
            if (module is ReLU relu) detach.Add(relu.register_forward_pre_hook(See).remove);
            else if (module is ReLU6 relu6) detach.Add(relu6.register_forward_pre_hook(See).remove);
        }
    }

    /// <summary>Whether a whole batch has passed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>ReLUs a sample, N; 0 where no ReLU module ran.</summary>
    public long Units { get; private set; }

    /// <summary>Number of ReLUs on which two samples differ, [n × n].</summary>
    public long[,] Distances()
    {
        var distances = new long[samples, samples];
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j < i; j++) distances[i, j] = distances[j, i] = words[i].Zip(words[j], Distance).Sum();
        }

        return distances;
    }

    /// <summary>Number of distinct patterns, of [1, n].</summary>
    public int Distinct() => words.Select(Fingerprint).Distinct().Count();

    /// <summary>Why there is no pattern; null where there is one.</summary>
    public string? Missing => !IsDone ? "no pass of the whole batch could be made"
        : Units == 0 ? "no ReLU module ran: activations of other kinds, and ReLUs called as functions, have no pattern to see"
        : null;

    public void Dispose() => detach.ForEach(d => d());

    private void Start(ScoringBatch batch)
    {
        recording = !IsDone && batch.Samples == samples;

        // A pass that began and threw is run again.
        if (recording) Forget();
    }

    private void Finish() => (IsDone, recording) = (IsDone || recording, false);

    // Before the ReLU runs, for it may work in place.
    private Tensor See(Module module, Tensor input)
    {
        if (!recording || input.shape[0] != samples) return input;
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var open = input.detach().gt(0).reshape(samples, -1).cpu().contiguous();
        var units = (int)open.shape[1];
        var bytes = open.bytes;
        for (var i = 0; i < samples; i++) words[i].Add(Pack(bytes.Slice(i * units, units)));
        Units += units;
        return input;
    }

    private void Forget()
    {
        Units = 0;
        foreach (var pattern in words) pattern.Clear();
    }

    private static ulong[] Pack(ReadOnlySpan<byte> open)
    {
        const int Width = 64;
        var packed = new ulong[(open.Length + Width - 1) / Width];
        var whole = open.Length / Width;
        for (var w = 0; w < whole; w++)
            packed[w] = Vector512.GreaterThan(Vector512.Create(open.Slice(w * Width, Width)), Vector512<byte>.Zero).ExtractMostSignificantBits();
        for (var k = whole * Width; k < open.Length; k++) packed[whole] |= (ulong)open[k] << (k - (whole * Width));
        return packed;
    }

    private static string Fingerprint(List<ulong[]> pattern)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var packed in pattern) hash.AppendData(MemoryMarshal.AsBytes<ulong>(packed));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static long Distance(ulong[] a, ulong[] b)
    {
        long different = 0;
        for (var w = 0; w < a.Length; w++) different += BitOperations.PopCount(a[w] ^ b[w]);
        return different;
    }
}
