using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace GradAlign.Analyzer.Discovery;

/// <summary>What a <c>[ScoredModel]</c> says.</summary>
internal sealed record AttributeValues(
    IReadOnlyList<long> InputShape, int Classes, int Vocabulary, string? DataType, string? LossType, double? MaxConflict, double? MaxCollapse)
{
    private const string Namespace = "GradAlign";
    private const string Name = "ScoredModelAttribute";

    /// <summary>Reads the attribute of a method; null where it has none.</summary>
    public static AttributeValues? Read(MetadataReader reader, MethodDefinition method)
    {
        foreach (var handle in method.GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (!IsScoredModel(reader, attribute)) continue;
            var value = attribute.DecodeValue(new TypeNames());
            var named = value.NamedArguments.ToDictionary(a => a.Name!, a => a.Value);
            var shape = value.FixedArguments is [{ Value: ImmutableArray<CustomAttributeTypedArgument<string>> sizes }]
                ? sizes.Select(s => (long)(int)s.Value!).ToArray()
                : [];
            return new(
                shape, Count("Classes"), Count("Vocabulary"), named.GetValueOrDefault("Data") as string, named.GetValueOrDefault("Loss") as string,
                Limit("MaxConflict"), Limit("MaxCollapse"));

            int Count(string key) => named.GetValueOrDefault(key) as int? ?? 0;

            double? Limit(string key) => named.GetValueOrDefault(key) is double limit && !double.IsNaN(limit) ? limit : null;
        }

        return null;
    }

    private static bool IsScoredModel(MetadataReader reader, CustomAttribute attribute)
    {
        var type = attribute.Constructor.Kind switch
        {
            HandleKind.MethodDefinition => (EntityHandle)reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType(),
            _ => reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
        };
        var (@namespace, name) = type.Kind switch
        {
            HandleKind.TypeDefinition => NameOf(reader.GetTypeDefinition((TypeDefinitionHandle)type)),
            HandleKind.TypeReference => NameOf(reader.GetTypeReference((TypeReferenceHandle)type)),
            _ => (default, default),
        };
        return !name.IsNil && reader.StringComparer.Equals(name, Name) && reader.StringComparer.Equals(@namespace, Namespace);
    }

    private static (StringHandle Namespace, StringHandle Name) NameOf(TypeDefinition type) => (type.Namespace, type.Name);

    private static (StringHandle Namespace, StringHandle Name) NameOf(TypeReference type) => (type.Namespace, type.Name);

    // A type in an attribute is its serialised name; that is all that discovery needs.
    private sealed class TypeNames : ICustomAttributeTypeProvider<string>
    {
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => "System.Type";

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type == "System.Type";
    }
}
