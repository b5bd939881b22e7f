using System.Reflection.Metadata;

namespace GradAlign.Analyzer.Discovery;

/// <summary>
/// Decodes a type to whether it is a module: TorchSharp's <c>Module&lt;T, TResult&gt;</c>, one of more inputs, one of
/// <c>TorchSharp.Modules</c>, or a class of this assembly below one of them. Classes of further assemblies are not followed.
/// </summary>
internal sealed class ModuleTypes : ClassQuestion
{
    // Module`2 to Module`7: up to six inputs, and what it returns. A Module of none cannot be told from a container.
    private const string ModuleName = "Module`";

    public override bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return name.StartsWith(ModuleName, StringComparison.Ordinal) && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope).Name) == "nn";
        }

        // A parameter lives among the modules and is none.
        return reader.GetString(type.Namespace) == "TorchSharp.Modules" && !name.StartsWith("Parameter", StringComparison.Ordinal);
    }

    public override bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        IsModule(reader, reader.GetTypeDefinition(handle).BaseType);

    public override bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    private bool IsModule(MetadataReader reader, EntityHandle type) => !type.IsNil && type.Kind switch
    {
        HandleKind.TypeReference => GetTypeFromReference(reader, (TypeReferenceHandle)type, 0),
        HandleKind.TypeDefinition => GetTypeFromDefinition(reader, (TypeDefinitionHandle)type, 0),
        HandleKind.TypeSpecification => GetTypeFromSpecification(reader, null, (TypeSpecificationHandle)type, 0),
        _ => false,
    };
}
