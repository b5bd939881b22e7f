using System.Reflection;
using System.Reflection.Metadata;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Looks up a method of a type that an attribute names.</summary>
internal static class NamedMethod
{
    /// <summary>
    /// Whether the type certainly has no such static method. The types of its parameters, and types that are generic or in another assembly,
    /// are left to the scoring process.
    /// </summary>
    /// <param name="reader">Metadata of the user's assembly.</param>
    /// <param name="typeName">Name of the type as an attribute holds it.</param>
    /// <param name="method">Name of the method.</param>
    /// <param name="parameters">How many parameters it has.</param>
    public static bool Misses(MetadataReader reader, string typeName, string method, int parameters)
    {
        if (typeName.AsSpan().ContainsAny(",[`")) return false;
        var type = reader.TypeDefinitions.FirstOrDefault(t => ReflectionName(reader, t) == typeName);
        return type.IsNil || !reader.GetTypeDefinition(type).GetMethods().Select(reader.GetMethodDefinition).Any(m =>
            reader.StringComparer.Equals(m.Name, method)
            && m.Attributes.HasFlag(MethodAttributes.Static)
            && reader.GetBlobReader(m.Signature) is var signature && ParameterCount(ref signature) == parameters);
    }

    /// <summary>Name of a type as reflection has it, <c>Namespace.Outer+Inner</c>.</summary>
    /// <param name="reader">Metadata of the type's assembly.</param>
    /// <param name="handle">The type.</param>
    public static string ReflectionName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil) return $"{ReflectionName(reader, type.GetDeclaringType())}+{name}";
        return type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
    }

    // ECMA-335 II.23.2.1: the header, the number of type parameters where it is generic, the number of parameters.
    private static int ParameterCount(ref BlobReader signature)
    {
        if (signature.ReadSignatureHeader().IsGeneric) return -1;
        return signature.ReadCompressedInteger();
    }
}
