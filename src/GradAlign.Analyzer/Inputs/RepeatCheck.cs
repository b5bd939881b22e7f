using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Makes the model of a seed once more: a factory whose weights do not follow from the seed gives scores that change from run to run,
/// and a gate that holds by chance.
/// </summary>
internal static class RepeatCheck
{
    private const long LongestMarked = 1 << 14;
    private const long FewNumbers = 256;

    // Another mark at each check: the first model of the next one may hold it.
    private static int marks;

    /// <param name="model">What the factory declares.</param>
    /// <param name="factory">The factory.</param>
    /// <param name="created">What it made of the seed.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ScoringException">GA0015: names the first parameter or buffer that differs. GA0004: it throws, or returns null.</exception>
    public static void Check(ModelCase model, Func<Module?> factory, Module created, long seed)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        MarkFreeMemory(created);
        var again = ModelFactory.Create(model, factory, seed, CPU);
        if (ReferenceEquals(again, created))
            throw Problem($"{model.MethodName}() returns the same model at each call, so every seed would score the same weights. Return a new model at each call.");

        using (again)
        {
            if (!HaveSameParameters(created, again))
                throw Problem($"{model.MethodName}() makes a model of other parameters at each call with the same seed, so its scores would change from run to run. Let the architecture follow from the code alone.");
            if (FirstDifference(created, again) is { } differs)
                throw Problem($"{model.MethodName}() called twice with the same seed gives '{differs}' other values, so its scores would change from run to run. {Advice(created, differs)}");
        }
    }

    /// <summary>Fills the memory that the next model will have, so that what nobody initialises differs from what an earlier model holds.</summary>
    /// <param name="created">The earlier model.</param>
    public static void MarkFreeMemory(Module created)
    {
        // Memory comes back as it was freed. Small pieces have many takers beside the parameters.
        var mark = (float)(-735_000 - Interlocked.Increment(ref marks));
        var marked = created.parameters().Select(p => p.numel()).Where(n => n <= LongestMarked).Distinct()
            .SelectMany(n => Enumerable.Range(0, n <= FewNumbers ? 64 : 8).Select(_ => full(n, mark))).ToArray();
        foreach (var tensor in marked) tensor.Dispose();
    }

    /// <summary>The first parameter or buffer that is not the same in two models; null: none.</summary>
    public static string? FirstDifference(Module first, Module second)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (State(first), State(second));
        return a.Keys.Union(b.Keys).FirstOrDefault(name => !a.ContainsKey(name) || !b.ContainsKey(name) || !AreEqual(a[name], b[name]));
    }

    private static bool HaveSameParameters(Module first, Module second) => State(first).Keys.SequenceEqual(State(second).Keys);

    private static Dictionary<string, Tensor> State(Module module) => module.named_parameters().Select(p => (p.name, Value: (Tensor)p.parameter))
        .Concat(module.named_buffers().Select(b => (b.name, Value: b.buffer))).DistinctBy(t => t.name).ToDictionary(t => t.name, t => t.Value);

    // NaN, which some initialisations leave, equals NaN.
    private static bool AreEqual(Tensor first, Tensor second) => first.dtype == second.dtype && first.shape.SequenceEqual(second.shape)
        && (first.is_floating_point() ? allclose(first.cpu(), second.cpu(), 0, 0, equal_nan: true) : first.cpu().equal(second.cpu()).all().item<bool>());

    private static string Advice(Module created, string name)
    {
        var owner = name.LastIndexOf('.') is var dot and >= 0 ? name[..dot] : "";
        return created.named_modules().FirstOrDefault(m => m.name == owner).module is GroupNorm
            ? $"TorchSharp leaves weight and bias of GroupNorm as it finds the memory: set them, init.ones_({owner}.weight) and init.zeros_({owner}.bias)."
            : "Draw every random number of the initialisation from torch, whose seed is set, and initialise what torch.empty makes.";
    }

    private static ScoringException Problem(string message) => new(Rules.NotRepeatable.Finding(message));
}
