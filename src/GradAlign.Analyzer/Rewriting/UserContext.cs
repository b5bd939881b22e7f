using System.Reflection;
using System.Runtime.Loader;

namespace GradAlign.Analyzer.Rewriting;

/// <summary>
/// Where the scoring process loads the user's assemblies: those that use TorchSharp as rewritten copies (<see cref="CallRewriter"/>),
/// from memory. TorchSharp itself, and all else, is the default context's.
/// </summary>
/// <param name="trusted">What the process can load by name.</param>
internal sealed class UserContext(TrustedAssemblies trusted) : AssemblyLoadContext("GradAlign.User")
{
    private readonly Dictionary<Assembly, Original> originals = [];

    /// <summary>The context of this process.</summary>
    public static UserContext Shared { get; } = new(TrustedAssemblies.OfProcess());

    /// <summary>The assemblies whose calls could not be rewritten, and why.</summary>
    public IReadOnlyList<(string File, string Why)> LeftAlone
    {
        get
        {
            lock (originals) return [.. originals.Values.Where(o => o.LeftAlone is not null).Select(o => (Path.GetFileName(o.Path), o.LeftAlone!))];
        }
    }

    /// <summary>Loads an assembly of the user's, once.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="IOException">It is not there.</exception>
    /// <exception cref="BadImageFormatException">It is no assembly.</exception>
    public Assembly LoadUser(string path)
    {
        lock (originals)
        {
            if (originals.FirstOrDefault(o => string.Equals(o.Value.Path, path, StringComparison.Ordinal)).Key is { } loaded) return loaded;
            using var resolver = new ReferenceResolver(trusted);
            var copy = CallRewriter.Rewrite(path, resolver);
            var assembly = copy.Image is null ? LoadFromAssemblyPath(path) : LoadFromStream(new MemoryStream(copy.Image), copy.Symbols is null ? null : new MemoryStream(copy.Symbols));
            originals[assembly] = new(path, copy.Tokens, copy.LeftAlone);
            return assembly;
        }
    }

    /// <summary>Where an assembly lies on disk; the copy of one has no place of its own.</summary>
    /// <param name="assembly">The assembly, or its copy.</param>
    public string PathOf(Assembly assembly) => Find(assembly)?.Path ?? assembly.Location;

    /// <summary>Whether an assembly runs as a rewritten copy.</summary>
    /// <param name="assembly">The assembly.</param>
    public bool IsCopy(Assembly assembly) => Find(assembly) is { Tokens.Count: > 0 };

    /// <summary>A method's token in the copy.</summary>
    /// <param name="assembly">What <see cref="LoadUser"/> returned.</param>
    /// <param name="token">Its token in the assembly.</param>
    public int TokenIn(Assembly assembly, int token) => Find(assembly)?.Tokens.GetValueOrDefault(token, token) ?? token;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name) return null;
        if (name == typeof(Watched).Assembly.GetName().Name) return typeof(Watched).Assembly;
        lock (originals) return trusted.UserOf(name) is { } path ? LoadUser(path) : null;
    }

    private Original? Find(Assembly assembly)
    {
        lock (originals) return originals.GetValueOrDefault(assembly);
    }

    private sealed record Original(string Path, IReadOnlyDictionary<int, int> Tokens, string? LeftAlone);
}
