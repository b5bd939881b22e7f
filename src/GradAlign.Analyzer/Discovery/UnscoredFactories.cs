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

    private static IEnumerable<LocatedFinding> Find(MetadataReader reader, SourceLines lines) =>
        from factory in FactoryCandidates.Of(reader, lines)
        where factory is { IsModule: true, IsPublic: true, IsConstructor: false, IsMarked: false, Parameters.Count: 0 }
        select new LocatedFinding(
            Rules.UnscoredFactory.Finding($"{factory.MethodName}() makes a model that nothing scores. Mark it with [ScoredModel(shape of one input, Classes = …)], or make it less than public."),
            factory.FullName,
            factory.Source);
}
