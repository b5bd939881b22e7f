using System.Text;
using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Capture.Native;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Tests.Documentation;

/// <summary>docs/layers.md: what is written by hand here, and how each module is scored, which the engine itself says.</summary>
internal static class LayersPage
{
    private const string Norm = "Statistics are those of each sample alone, in the batch as in the loop.";
    private const string Recurrent = "Every step recomputed from its parameters, and used only where that is its own output to rounding: any layers, both directions, states, several calls. On a packed sequence by the loop: TorchSharp shows such a call to no hook.";

    private const string Cell = "As its layer; the steps of a loop are formed as one.";

    /// <summary>Conditions, module by module.</summary>
    public static IReadOnlyDictionary<string, string> Conditions { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["BatchNorm1d"] = "Every mode of `--batch-norm`. On [n, d] each sample has one position: frozen (GA0011).",
        ["BatchNorm2d"] = "Every mode of `--batch-norm`. On 1×1 maps each sample has one position: frozen (GA0011).",
        ["BatchNorm3d"] = "Every mode of `--batch-norm`. On single positions: frozen (GA0011).",
        ["Bilinear"] = "On features or tokens.",
        ["Conv1d"] = "Stride, padding, `same`, dilation, groups, padding modes.",
        ["Conv2d"] = "Stride, padding, `same`, dilation, groups, padding modes.",
        ["Conv3d"] = "Stride, padding, `same`, dilation, groups, padding modes.",
        ["ConvTranspose1d"] = "Stride, padding, output padding, dilation, groups.",
        ["ConvTranspose2d"] = "Stride, padding, output padding, dilation, groups. TorchSharp 0.107 applies the first number of the output padding to every dimension.",
        ["ConvTranspose3d"] = "Stride, padding, output padding, dilation, groups.",
        ["Embedding"] = "Padding index and sparse gradients too. With `scale_grad_by_freq` by the loop: there a gradient depends on the other samples' tokens. `max_norm` rescales rows whenever they are looked up, in scoring as in training.",
        ["EmbeddingBag"] = "Mean, sum and maximum, on [n, t] or with offsets, with weights a token, a padding index, sparse gradients. With `scale_grad_by_freq` by the loop.",
        ["GroupNorm"] = $"{Norm} TorchSharp 0.107 leaves γ and β as it finds the memory: set them with `init.ones_` and `init.zeros_`, or the model is refused (GA0015).",
        ["GRU"] = Recurrent,
        ["GRUCell"] = Cell,
        ["InstanceNorm1d"] = Norm,
        ["InstanceNorm2d"] = Norm,
        ["InstanceNorm3d"] = Norm,
        ["LayerNorm"] = "Over any number of last dimensions, with or without bias.",
        ["Linear"] = "On [n, d] and on tokens [n, …, d].",
        ["LSTM"] = Recurrent,
        ["LSTMCell"] = Cell,
        ["MultiheadAttention"] = "Inputs [tokens, n, width], as libtorch wants them. Recomputed from its parameters, and used only where that is its own output to rounding: packed or separate projections, `add_bias_kv`, `add_zero_attn`, a mask [t, s], a padding mask, `need_weights`. libtorch takes no mask a sample.",
        ["PReLU"] = "One number or one a channel.",
        ["RNN"] = Recurrent,
        ["RNNCell"] = Cell,
        ["Transformer"] = "As TransformerEncoderLayer.",
        ["TransformerDecoder"] = "Recomputed as MultiheadAttention is, with any masks.",
        ["TransformerDecoderLayer"] = "As TransformerDecoder.",
        ["TransformerEncoder"] = "As TransformerDecoder.",
        ["TransformerEncoderLayer"] = "Inputs [tokens, n, width]. Recomputed as MultiheadAttention is. With masks too; where no copy of the code is made, such a call goes through the loop: TorchSharp shows it to no hook.",
    };

    /// <summary>How a module's parameters are scored.</summary>
    public static string How(Module module) =>
        module is TorchSharp.Modules.BatchNorm || NativeModule.Knows(module) || LayerRule.For(module) is not null ? "exact rule" : "by the loop";

    /// <summary>The page.</summary>
    /// <param name="modules">One of every kind that has parameters.</param>
    public static string Write(IEnumerable<Module> modules)
    {
        var page = new StringBuilder(Head);
        foreach (var module in modules)
        {
            var name = module.GetType().Name;
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {name} | {How(module)} | {Conditions.GetValueOrDefault(name, "")} |\n");
        }

        return page.Append(Tail).ToString();
    }

    private const string Head = """
        # Layers

        Per-sample gradients come from one batched pass wherever a layer has an exact rule: it is held against the one-sample-at-a-time loop to 1e-10 in float64. The parameters of all other layers are taken **by the loop**: one forward and backward pass a sample (64 by default) for each seed, for these parameters alone; the rest stays batched. Both are exact. GA0009 names the parameters, why, and the number of passes. Nothing is refused.

        This page is made by a test from the modules of TorchSharp 0.107 (see the end).

        ## Modules of TorchSharp that have parameters

        | module | how | conditions |
        | --- | --- | --- |

        """;

    private const string Tail = """

        ## Everything else

        | what | how | conditions |
        | --- | --- | --- |
        | a `Parameter` of a module of yours, also in a ParameterList or ParameterDict, and what is computed from parameters alone | exact rule | In `+`, `-`, `*`, `/`, `matmul`, `mm`, `addmm` without factors, `einsum`, `functional.linear`, `conv1d` to `conv3d` and `layer_norm`, `expand`, `expand_as`, `broadcast_to`, `repeat` with a tensor that has a row a sample ([how](decisions/0024-raw-parameters-by-their-operations.md)). By the loop in other operations, unless the module brings its rule, below. |
        | a module of yours with a rule | exact rule | As below. |
        | a layer that is called by `forward()` | as by `call()` | Scoring runs a copy of your assemblies in which it is `call()` ([how](decisions/0023-copies-of-the-users-assemblies.md)). By the loop where no copy can be made: in a test's own process, and in assemblies with native code. |
        | a layer that is called on [n·k, …] (frames, windows, nodes of a graph folded into the batch) or on [tokens, n, …] | exact rule | Shapes leave open whether the k rows of a sample lie together or apart; two samples run alone tell. Where no way is right, the layer goes through the loop; batch norm (together only) then sends the whole model there. |
        | weights that several modules share, modules that are called twice | exact rule | The gradients of all calls are added up. So are those of a weight that is used without its module too, in an operation named above; in another one it sends the whole model through the loop. |
        | modules without parameters, functions | nothing to take | Operations in place behind a layer are exact. Those that mix samples send the whole model through the loop. |
        | `jit.ScriptModule` | by the loop | Not tried. |

        ## A rule for a module of yours

        Compile `src/GradAlign.MSBuild/build/ILayerRule.cs` into the project, and let the module implement it. Nothing of GradAlign is needed at run time: the interface is found by its full name.

        ```csharp
        internal sealed class Scale : Module<Tensor, Tensor>, GradAlign.ILayerRule
        {
            private readonly Parameter scale = Parameter(ones(12));
            …
            public override Tensor forward(Tensor x) => scale * x;                                   // x: [n × tokens × 12]

            public IEnumerable<(Parameter Parameter, Tensor Gradients)> PerSampleGradients(Tensor input, Tensor outputGradient)
            {
                yield return (scale, (outputGradient * input).sum(dim: 1));                          // [n × 12], a row a sample
            }
        }
        ```

        - For a `Module<Tensor, Tensor>` whose inputs and outputs have the batch first, called by `call()`; it is asked once for every call.
        - It gives the module's own parameters, not those of modules within it. What it leaves out goes through the loop.
        - A rule that throws or gives another shape sends the module's parameters through the loop. One that is wrong is found out by the guards, and the whole model goes through the loop (GA0009 names the parameter).

        `examples/IntroCustomRule` has a module without its rule, with it, and with a wrong one.

        ## float32 on some processors

        The oneDNN of libtorch 2.10 computes many float32 convolutions wrongly on some processors, in training too. Every scoring process checks its own and is started again with kernels that are right: [GA0016](rules/GA0016.md).

        ## Making this page

        `GRADALIGN_WRITE_DOCS=1 dotnet test tests/GradAlign.Analyzer.Tests --filter LayersPageTests` writes it; without the variable the test compares.

        """;
}
