using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Says what is wrong with a use of <c>[ScoredModel]</c>, as far as metadata tell.</summary>
internal static class AttributeMisuse
{
    public static IEnumerable<string> Of(MetadataReader reader, MethodDefinition method, AttributeValues values)
    {
        var signature = method.DecodeSignature(new ReturnKinds(), null);
        if (!method.Attributes.HasFlag(MethodAttributes.Static))
            yield return "[ScoredModel] is on an instance method. Make it static: a factory is called without an object.";
        if (signature.ParameterTypes.Length > 0)
            yield return $"[ScoredModel] is on a method with {signature.ParameterTypes.Length} parameters. A factory has none; write one factory for each configuration.";
        if (signature.GenericParameterCount > 0)
            yield return "[ScoredModel] is on a generic method. A factory has no type parameters.";
        if (reader.GetTypeDefinition(method.GetDeclaringType()).GetGenericParameters().Count > 0)
            yield return "[ScoredModel] is in a generic type. Move the factory to a type without type parameters.";
        if (!signature.ReturnType)
            yield return "[ScoredModel] is on a method that returns no module. Return a torch.nn.Module, such as Module<Tensor, Tensor>.";
        if (values.InputShape.Count == 0)
            yield return "[ScoredModel] names no input shape. Give the shape of one input, without the batch: [ScoredModel(3, 32, 32, Classes = 10)].";
        if (values.InputShape.Any(s => s < 1))
            yield return $"[ScoredModel] names the input shape ({string.Join(", ", values.InputShape)}). Every dimension is at least 1.";
        if (values.Vocabulary is < 0 or 1)
            yield return $"[ScoredModel] says Vocabulary = {values.Vocabulary}. A vocabulary has at least 2 tokens.";
        if (values.Classes is not 0 and < 2)
            yield return $"[ScoredModel] says Classes = {values.Classes}. Cross-entropy needs at least 2.";
        if (values is { Classes: 0, Vocabulary: 0, LossType: null })
            yield return "[ScoredModel] names no Classes. Cross-entropy needs at least 2; a language model names its Vocabulary, a regression its Loss.";
        if (values.LossType is { } loss && NamedMethod.Misses(reader, loss, "Loss", parameters: 2))
            yield return $"[ScoredModel] says Loss = typeof({loss}), and that type has no method Loss of the kind: static Tensor Loss(Tensor output, Tensor target). Write it there; it returns one value a sample.";
        if (values.DataType is { } data && NamedMethod.Misses(reader, data, "Batch", parameters: 2))
            yield return $"[ScoredModel] says Data = typeof({data}), and that type has no method Batch of the kind: static (Tensor inputs, Tensor targets) Batch(int size, long seed). Write it there.";
        foreach (var (name, limit) in new[] { ("MaxConflict", values.MaxConflict), ("MaxCollapse", values.MaxCollapse) })
        {
            if (limit is < 0 or > 1)
                yield return string.Create(CultureInfo.InvariantCulture, $"[ScoredModel] says {name} = {limit}. A limit is in [0, 1].");
        }
    }
}
