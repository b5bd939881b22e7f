using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Finds models that the command line names, in an assembly that need not know of GradAlign; no user code runs.</summary>
public static class FactoryDiscovery
{
    private const int MostNamed = 20;

    /// <summary>Reads an assembly. A name that fits nothing is a problem (GA0006).</summary>
    /// <param name="assemblyPath">Path of the assembly.</param>
    /// <param name="factories">
    /// Static methods and classes as <c>--factory</c> names them: by a name, <c>Type.Method</c> or the full name, with <c>*</c> and <c>?</c>,
    /// and arguments in parentheses.
    /// </param>
    /// <param name="declaration">What holds for each of them.</param>
    public static DiscoveryResult Find(string assemblyPath, IReadOnlyList<string> factories, ModelDeclaration declaration)
    {
        try
        {
            using var file = File.OpenRead(assemblyPath);
            using var assembly = new PEReader(file);
            using var lines = new SourceLines(assembly, assemblyPath);
            return Find([.. FactoryCandidates.Of(assembly.GetMetadataReader(), lines)], factories, declaration, Path.GetFileName(assemblyPath));
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return ModelDiscovery.NotInspected(assemblyPath, e.Message);
        }
    }

    /// <summary>What an assembly has to score, as <c>--factory</c> takes it: what needs no arguments first; empty where the assembly cannot be read.</summary>
    /// <param name="assemblyPath">Path of the assembly.</param>
    public static IReadOnlyList<string> Offers(string assemblyPath)
    {
        try
        {
            using var file = File.OpenRead(assemblyPath);
            using var assembly = new PEReader(file);
            using var lines = new SourceLines(assembly, assemblyPath);
            return [.. Offers(assembly.GetMetadataReader(), lines)];
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The same of metadata that are open already.</summary>
    internal static IEnumerable<string> Offers(MetadataReader reader, SourceLines lines) => Spellings(FactoryCandidates.Of(reader, lines));

    private static DiscoveryResult Find(IReadOnlyList<FactoryCandidate> candidates, IReadOnlyList<string> factories, ModelDeclaration declaration, string assembly)
    {
        var models = new List<ModelCase>();
        var problems = new List<LocatedFinding>();
        foreach (var name in factories.Select(FactoryName.Parse))
        {
            var named = candidates.Where(name.Fits).ToArray();
            var taken = named.Where(c => c.Takes(name.Arguments.Count)).OrderBy(c => c.Parameters.Count).DistinctBy(c => c.FullName).ToArray();
            models.AddRange(taken.Select(c => Model(c, name.Arguments, declaration)));
            if (taken.Length == 0) problems.Add(new(Rules.InvalidConfiguration.Finding(named.Length > 0 ? Misfit(name, named) : Unknown(name, candidates, assembly))));
        }

        return new([.. ModelNames.Shortest([.. models.DistinctBy(m => (m.FullName, string.Join(',', m.Arguments)))])], problems);
    }

    private static ModelCase Model(FactoryCandidate candidate, IReadOnlyList<string> arguments, ModelDeclaration declaration) => new()
    {
        Name = candidate.MethodName,
        TypeName = candidate.TypeName,
        MethodName = candidate.MethodName,
        Arguments = arguments,
        InputShape = declaration.InputShape,
        Classes = declaration.Classes,
        Vocabulary = declaration.Vocabulary,
        LossType = declaration.LossType,
        Source = candidate.Source,
    };

    private static string Misfit(FactoryName name, IReadOnlyList<FactoryCandidate> named) =>
        $"--factory '{name}' gives {name.Arguments.Count} arguments, which does not fit. Write the values in place of the names: {string.Join(" or ", named.Select(c => $"--factory \"{c.Spelling}\"").Distinct())}.";

    private static string Unknown(FactoryName name, IEnumerable<FactoryCandidate> candidates, string assembly)
    {
        var all = Spellings(candidates).ToArray();
        var offers = string.Join(", ", all.Take(MostNamed)) + (all.Length > MostNamed ? $" and {all.Length - MostNamed} more" : "");
        return $"--factory '{name}' names no static method of {assembly} that returns a module, and no class that is one. {(offers.Length == 0 ? "It has neither; name the assembly that has." : $"It has: {offers}.")}";
    }

    private static IEnumerable<string> Spellings(IEnumerable<FactoryCandidate> candidates) =>
        candidates.Where(c => c.IsModule).OrderBy(c => c.Required.Count()).DistinctBy(c => c.FullName).Select(c => c.Spelling);
}
