using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>What an attention or transformer module was given, by its role.</summary>
/// <param name="Inputs">Query, key and value; the source; the target and the memory; or the source and the target.</param>
/// <param name="Source">Masks of the encoder, or of the attention.</param>
/// <param name="Target">Masks of a decoder's attention to itself.</param>
/// <param name="Memory">Masks of a decoder's attention to the memory.</param>
internal sealed record TransformerCall(IReadOnlyList<Tensor> Inputs, AttentionMasks Source, AttentionMasks Target, AttentionMasks Memory)
{
    /// <summary>A call without masks.</summary>
    public static TransformerCall Unmasked(IReadOnlyList<Tensor> inputs) => new(inputs, AttentionMasks.None, AttentionMasks.None, AttentionMasks.None);

    /// <summary>Tells the roles of a call's arguments.</summary>
    public static TransformerCall Of(nn.Module module, IReadOnlyList<object?> arguments)
    {
        return module switch
        {
            MultiheadAttention => Unmasked([Given(0)!, Given(1)!, Given(2)!]) with { Source = new(Given(5), Given(3)) },
            TransformerEncoderLayer or TransformerEncoder => Unmasked([Given(0)!]) with { Source = new(Given(1), Given(2)) },
            TransformerDecoderLayer or TransformerDecoder => Unmasked([Given(0)!, Given(1)!]) with { Target = new(Given(2), Given(4)), Memory = new(Given(3), Given(5)) },
            _ => new([Given(0)!, Given(1)!], new(Given(2), Given(5)), new(Given(3), Given(6)), new(Given(4), Given(7))),
        };

        Tensor? Given(int position) => position < arguments.Count ? (Tensor?)arguments[position] : null;
    }
}
