using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Capture;

/// <summary>The mode in which gradients are taken: as in training, with dropout off.</summary>
internal static class ScoringMode
{
    public static void Enter(ModelInventory inventory)
    {
        inventory.Modules[0].Module.train();
        foreach (var (_, module) in inventory.Modules)
        {
            if (HasDropout(module)) module.eval();
        }
    }

    // Recurrent, attention and transformer modules hold dropout of their own; nothing else in them depends on the mode.
    private static bool HasDropout(Module module) => module is
        Dropout or Dropout1d or Dropout2d or Dropout3d or AlphaDropout or FeatureAlphaDropout
        or MultiheadAttention or TransformerEncoderLayer or TransformerDecoderLayer or TransformerEncoder or TransformerDecoder or Transformer or LSTM or GRU or RNN;
}
