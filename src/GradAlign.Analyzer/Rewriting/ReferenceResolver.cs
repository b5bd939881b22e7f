using Mono.Cecil;

namespace GradAlign.Analyzer.Rewriting;

/// <summary>Reads the assemblies that a copied assembly refers to, from where the process has them.</summary>
/// <param name="trusted">What the process can load by name.</param>
internal sealed class ReferenceResolver(TrustedAssemblies trusted) : BaseAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> read = new(StringComparer.OrdinalIgnoreCase);

    public override AssemblyDefinition Resolve(AssemblyNameReference name)
    {
        if (read.TryGetValue(name.Name, out var known)) return known;
        if (trusted.PathOf(name.Name) is not { } path) throw new AssemblyResolutionException(name);
        return read[name.Name] = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this });
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var assembly in read.Values) assembly.Dispose();
        read.Clear();
        base.Dispose(disposing);
    }
}
