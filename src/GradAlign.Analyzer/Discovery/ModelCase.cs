using System.Text.Json.Serialization;

namespace GradAlign.Analyzer.Discovery;

/// <summary>One model to score: a factory that carries <c>[ScoredModel]</c>, or that the command line names, as read from a built assembly.</summary>
public sealed record ModelCase
{
    /// <summary>Name shown and matched by <c>--model</c>: the method's name, or <c>Type.Method</c> where two factories share it.</summary>
    public required string Name { get; init; }

    /// <summary>Reflection name of the declaring type, <c>Namespace.Outer+Inner</c>.</summary>
    public required string TypeName { get; init; }

    /// <summary>
    /// Name of the factory method: static, returning <c>Module&lt;Tensor, Tensor&gt;</c>. Where it is the declaring type's own name, which no method
    /// of a type can have, the factory is its constructor.
    /// </summary>
    public required string MethodName { get; init; }

    /// <summary>What the factory's first parameters get, as it was written; those behind get their default values.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether the declaring type itself is the model, made by its constructor.</summary>
    [JsonIgnore]
    public bool IsConstructor => MethodName == TypeName[(TypeName.LastIndexOfAny(['.', '+']) + 1)..];

    /// <summary>Full name of the factory, by which it is filtered: <c>Namespace.Outer+Type.Method</c>, or that of the type where it is its constructor.</summary>
    [JsonIgnore]
    public string FullName => IsConstructor ? TypeName : $"{TypeName}.{MethodName}";

    /// <summary>Shape of one input, without the batch dimension.</summary>
    public required IReadOnlyList<long> InputShape { get; init; }

    /// <summary>Number of classes; labels are 0 to Classes − 1. 0 for a language model, and for a regression with a loss of its own.</summary>
    public required int Classes { get; init; }

    /// <summary>Number of tokens, of which the inputs are made; 0 where the inputs are numbers.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Reflection name (assembly-qualified where it is in another assembly) of the type with the static <c>Batch</c> method; null without one.</summary>
    public string? DataType { get; init; }

    /// <summary>Reflection name (assembly-qualified where it is in another assembly) of the type with the static <c>Loss</c> method; null: cross-entropy.</summary>
    public string? LossType { get; init; }

    /// <summary>Upper limit of conflict that the attribute sets, in [0, 1]; null without one.</summary>
    public double? MaxConflict { get; init; }

    /// <summary>Upper limit of collapse that the attribute sets, in [0, 1]; null without one.</summary>
    public double? MaxCollapse { get; init; }

    /// <summary>The factory's code, where the type and the method do not name it (a lambda in a test); null: found by name.</summary>
    public CodeReference? FactoryCode { get; init; }

    /// <summary>Code of a <c>(Tensor inputs, Tensor targets) Batch(int size, long seed)</c>, which goes before <see cref="DataType"/>; null without one.</summary>
    public CodeReference? BatchCode { get; init; }

    /// <summary>Where the factory stands; null where the assembly has no PDB.</summary>
    public SourceLocation? Source { get; init; }
}
