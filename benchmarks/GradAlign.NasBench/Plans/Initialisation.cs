namespace GradAlign.NasBench.Plans;

/// <summary>How the weights of convolutions and linear layers begin; biases and batch norm keep TorchSharp's default.</summary>
internal enum Initialisation
{
    /// <summary>TorchSharp's own: uniform within ±1/√fan-in, a variance of 1/(3 fan-in).</summary>
    Default,

    /// <summary>Normal with variance 2/fan-in (He et al., ICCV 2015).</summary>
    Kaiming,

    /// <summary>Normal with variance 2/(fan-in + fan-out) (Glorot and Bengio, AISTATS 2010).</summary>
    Xavier,
}
