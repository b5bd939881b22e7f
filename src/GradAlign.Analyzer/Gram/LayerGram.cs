namespace GradAlign.Analyzer.Gram;

/// <summary>The Gram matrix of one layer's weight alone.</summary>
public sealed record LayerGram
{
    /// <summary>Name of the weight within the model.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of module, such as <c>Conv2d</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Shape of the weight.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Whether this is the last layer in order of execution.</summary>
    public required bool IsOutput { get; init; }

    /// <summary>G_l, [n × n].</summary>
    public required GramMatrix Gram { get; init; }

    /// <summary>p_l, the number of parameters in the weight.</summary>
    public long Parameters => Shape.Aggregate(1L, (product, size) => product * size);
}
