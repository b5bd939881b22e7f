using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Finds methods that could be scored and are not: public, static, without parameters, returning a module, without <c>[ScoredModel]</c>.</summary>
public static class UnscoredFactories
{
    /// <summary>Reads an assembly's metadata; no user code runs.</summary>
    /// <param name="assemblyPath">Path of the assembly.</param>
    /// <returns>A warning (GA0013) for each such method; none where the assembly cannot be read, which discovery itself reports.</returns>
    public static IReadOnlyList<LocatedFinding> Find(string assemblyPath)
    {
        try
        {
            using var file = File.OpenRead(assemblyPath);
            using var assembly = new PEReader(file);
            using var lines = new SourceLines(assembly, assemblyPath);
            return [.. Find(assembly.GetMetadataReader(), lines).OrderBy(f => f.Source?.File, StringComparer.Ordinal).ThenBy(f => f.Source?.Line)];
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<LocatedFinding> Find(MetadataReader reader, SourceLines lines)
    {
        var modules = new ModuleTypes();
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            const MethodAttributes Wanted = MethodAttributes.Public | MethodAttributes.Static;
            if ((method.Attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.Static | MethodAttributes.SpecialName)) != Wanted) continue;
            if (AttributeValues.Read(reader, method) is not null) continue;
            var signature = method.DecodeSignature(modules, null);
            if (signature.ParameterTypes.Length > 0 || signature.GenericParameterCount > 0 || !signature.ReturnType) continue;
            var name = $"{NamedMethod.ReflectionName(reader, method.GetDeclaringType())}.{reader.GetString(method.Name)}";
            yield return new(
                Rules.UnscoredFactory.Finding($"{reader.GetString(method.Name)}() makes a model that nothing scores. Mark it with [ScoredModel(shape of one input, Classes = …)], or make it less than public."),
                name,
                lines.Of(handle));
        }
    }
}
