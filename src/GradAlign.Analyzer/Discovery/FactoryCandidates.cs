using System.Reflection;
using System.Reflection.Metadata;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Lists what could make a model, from metadata alone.</summary>
internal static class FactoryCandidates
{
    private const string Constructor = ".ctor";

    /// <summary>Static methods that return a module, and constructors of modules; generic ones and the compiler's own are left out.</summary>
    public static IEnumerable<FactoryCandidate> Of(MetadataReader reader, SourceLines lines)
    {
        var (modules, kinds) = (new ModuleTypes(), new ReturnKinds());
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            var type = reader.GetTypeDefinition(method.GetDeclaringType());
            var (typeName, name) = (NamedMethod.ReflectionName(reader, method.GetDeclaringType()), reader.GetString(method.Name));
            var isConstructor = name == Constructor;
            if (!(isConstructor ? IsMadeClass(type) : IsStaticMethod(method)) || type.GetGenericParameters().Count > 0 || method.GetGenericParameters().Count > 0 || typeName.Contains('<', StringComparison.Ordinal) || name.Contains('<', StringComparison.Ordinal)) continue;
            var isModule = isConstructor ? modules.GetTypeFromDefinition(reader, method.GetDeclaringType(), 0) : method.DecodeSignature(modules, null).ReturnType;
            if (!isModule && !isConstructor && !method.DecodeSignature(kinds, null).ReturnType) continue;
            yield return new()
            {
                TypeName = typeName,
                MethodName = isConstructor ? reader.GetString(type.Name) : name,
                Parameters = [.. Parameters(reader, method)],
                IsModule = isModule,
                IsConstructor = isConstructor,
                IsPublic = (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public,
                IsMarked = AttributeValues.Read(reader, method) is not null,
                Source = lines.Of(handle),
            };
        }
    }

    private static bool IsMadeClass(TypeDefinition type) => (type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Interface)) == 0;

    private static bool IsStaticMethod(MethodDefinition method) =>
        (method.Attributes & (MethodAttributes.Static | MethodAttributes.SpecialName)) == MethodAttributes.Static;

    private static IEnumerable<FactoryParameter> Parameters(MetadataReader reader, MethodDefinition method) =>
        from parameter in method.GetParameters().Select(reader.GetParameter)
        where parameter.SequenceNumber > 0 // 0 is the return value
        orderby parameter.SequenceNumber
        let name = reader.GetString(parameter.Name)
        select new FactoryParameter(name, parameter.Attributes.HasFlag(ParameterAttributes.Optional) || name == FactoryParameter.ModuleName);
}
