using System.Reflection.Metadata;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Decodes a type to whether it could be a module. Which class it is, the scoring process sees.</summary>
internal sealed class ReturnKinds : ClassQuestion
{
    public override bool GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode == PrimitiveTypeCode.Object;

    public override bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => true;

    public override bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => true;

    public override bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => true;
}
