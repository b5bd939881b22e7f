namespace GradAlign.NasBench.Spaces;

/// <summary>What a space's skeleton leaves open. Null: the space's own value.</summary>
internal sealed record NetworkOptions
{
    /// <summary>Classes.</summary>
    public long Classes { get; init; } = 10;

    /// <summary>Channels of the images.</summary>
    public long InputChannels { get; init; } = 3;

    /// <summary>Channels of the first stage.</summary>
    public long? Width { get; init; }

    /// <summary>Cells a stage (NAS-Bench-201, NAS-Bench-101), or in all (DARTS and NDS).</summary>
    public int? Depth { get; init; }

    /// <summary>Stages (NAS-Bench-201).</summary>
    public int? Stages { get; init; }

    /// <summary>Stride of the first convolution (NAS-Bench-201).</summary>
    public long? StemStride { get; init; }
}
