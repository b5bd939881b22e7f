using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace GradAlign.Analyzer.Rewriting;

/// <summary>The assemblies that this process can load by name, and which of them use TorchSharp.</summary>
internal sealed class TrustedAssemblies
{
    private const string TorchSharp = "TorchSharp";

    // The tool's own; the user's may be called GradAlign.Something.
    private static readonly string[] Own = ["GradAlign.Analyzer", "GradAlign.Host", "GradAlign.Testing", "GradAlign.Testing.Xunit", "GradAlign.Testing.XunitV3"];

    private readonly Dictionary<string, string> paths;
    private readonly Dictionary<string, bool> uses = new(StringComparer.OrdinalIgnoreCase) { [TorchSharp] = false };

    /// <param name="paths">Paths of the assemblies; where two have one name, the first counts.</param>
    public TrustedAssemblies(IEnumerable<string> paths)
    {
        this.paths = paths.GroupBy(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        foreach (var own in Own) uses[own] = false;
    }

    /// <summary>Those of the running process.</summary>
    public static TrustedAssemblies OfProcess() => new(((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Path of an assembly that refers to TorchSharp, or to one that does; null for every other.</summary>
    /// <param name="name">Simple name.</param>
    public string? UserOf(string name) => paths.TryGetValue(name, out var path) && Uses(name, path) ? path : null;

    /// <summary>Path of an assembly; null where there is none of that name.</summary>
    /// <param name="name">Simple name.</param>
    public string? PathOf(string name) => paths.GetValueOrDefault(name);

    private bool Uses(string name, string path)
    {
        if (uses.TryGetValue(name, out var known)) return known;
        uses[name] = false; // assemblies can refer to each other in circles
        return uses[name] = References(path).Any(r => string.Equals(r, TorchSharp, StringComparison.OrdinalIgnoreCase) || UserOf(r) is not null);
    }

    private static IReadOnlyList<string> References(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var assembly = new PEReader(file);
            if (!assembly.HasMetadata) return [];
            var reader = assembly.GetMetadataReader();
            return [.. reader.AssemblyReferences.Select(r => reader.GetString(reader.GetAssemblyReference(r).Name))];
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
