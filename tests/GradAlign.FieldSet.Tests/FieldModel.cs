namespace GradAlign.FieldSet.Tests;

/// <summary>One model of the set.</summary>
/// <param name="Name">Its factory.</param>
/// <param name="Idiom">What it has of code in the field.</param>
/// <param name="Refused">Why it cannot be scored yet; null: it can.</param>
internal sealed record FieldModel(string Name, string Idiom, string? Refused = null)
{
    /// <summary>The set, in the order of docs/field-set.md.</summary>
    public static IReadOnlyList<FieldModel> All { get; } =
    [
        new("DigitNet", "forward on every layer, a variable each"),
        new("AlexNet", "ReLU in place behind convolution and linear"),
        new("Vgg", "layers from a table, a list of named modules"),
        new("ResNet", "blocks with add_ and relu_()"),
        new("UNet", "skips concatenated, a label a pixel"),
        new("MobileNet", "depthwise, squeeze and excitation by hand"),
        new("WeightStandardised", "weights standardised before each use"),
        new("MixSegmentation", "channel norm by hand, layer scale, einsum"),
        new("Detector", "stages that split, collect and concatenate"),
        new("SuperResolution", "pixel shuffle, images as targets"),
        new("AutoEncoder", "encoder and decoder called by methods"),
        new("VisionTransformer", "class token and positions as parameters"),
        new("TextCnn", "an array of convolutions over embeddings"),
        new("BagClassifier", "EmbeddingBag"),
        new("GruLanguageModel", "a tuple taken apart, first state in forward"),
        new("LstmClassifier", "using declarations, bidirectional"),
        new("MaskedEncoder", "TransformerEncoder with a mask"),
        new("Gpt", "ModuleDict, causal mask in a buffer"),
        new("TiedLanguageModel", "head through the embedding's weight"),
        new("Llama", "RMS norm by hand, rotary, cache"),
        new("MixtureOfExperts", "rows chosen by the data"),
        new("ConvolutionsOverTime", "layers in Lists, dilated, gated"),
        new("TwinEncoder", "two inputs"),
        new("SharedMask", "an input that all samples share"),
        new("PaddedEncoder", "an input that may be null"),
        new("QNetwork", "four inputs, relu_ in place"),
        new("DuelingNetwork", "layers in a tuple"),
        new("GraphNetwork", "matmul with a raw weight"),
        new("SplineNetwork", "einsum and linear with raw weights"),
        new("PolicyAndValue", "a tuple as output, a loss over it"),
        new("RecurrentPolicy", "states of an LSTM in and out"),
        new("Variational", "three outputs, noise in forward"),
        new("Lambdas", "Sequential with functions between"),
        new("GenericBlocks", "nested generic modules"),
        new("NamedBranches", "a Dictionary of modules and of functions"),
        new("BuiltByProperties", "layers in properties, Lazy"),
        new("ProbedSize", "a pass in the constructor"),
        new("MadeOnFirstUse", "layers that the first pass makes"),
        new("ParameterStack", "ParameterList, matmul, mm, addmm, linear"),
        new("RelativeAttention", "attention in einsum of raw weights"),
        new("SpectralNorm", "spectral norm by hand"),
        new("StraightThrough", "a custom autograd function"),
        new("Hamiltonian", "autograd.grad within forward"),
        new("ForceField", "autograd.grad that takes gradients for granted"),
        new("Checkpointed", "gradient checkpointing by hand"),
        new("Scripted", "functions of torch.jit"),
        new("LowRankAdapters", "frozen layers, adapters in ModuleDicts"),
        new("InheritedBase", "a base class, relu in place by function"),
        new("FSharpClass", "F# class, piped calls"),
        new("FSharpExpression", "F# computation expression"),
        new("FSharpLanguage", "F# list of blocks, RMS norm"),
        new("VisualBasicClass", "Visual Basic class, nested Using"),
        new("VisualBasicSequential", "Visual Basic, gates in a List"),
    ];

    /// <summary>Those that are scored.</summary>
    public static IReadOnlyList<FieldModel> Scored { get; } = [.. All.Where(m => m.Refused is null)];
}
