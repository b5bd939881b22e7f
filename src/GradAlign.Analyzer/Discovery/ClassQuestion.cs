using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Decodes a type to the answer of a question that only a class can be true of.</summary>
internal abstract class ClassQuestion : ISignatureTypeProvider<bool, object?>
{
    public abstract bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind);

    public abstract bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind);

    public abstract bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind);

    public virtual bool GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

    public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => genericType;

    public bool GetSZArrayType(bool elementType) => false;

    public bool GetArrayType(bool elementType, ArrayShape shape) => false;

    public bool GetByReferenceType(bool elementType) => false;

    public bool GetPointerType(bool elementType) => false;

    public bool GetFunctionPointerType(MethodSignature<bool> signature) => false;

    public bool GetGenericMethodParameter(object? genericContext, int index) => false;

    public bool GetGenericTypeParameter(object? genericContext, int index) => false;

    public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => unmodifiedType;

    public bool GetPinnedType(bool elementType) => elementType;
}
