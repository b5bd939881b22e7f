using System.Reflection;
using System.Runtime.Loader;

namespace GradAlign.Host;

/// <summary>
/// Keeps the tool's own assemblies apart from the user's: they load here, from the host's folder. TorchSharp is the user's,
/// in the default context, because two copies of it end the process.
/// </summary>
internal sealed class ToolContext : AssemblyLoadContext
{
    private static readonly string[] Own = ["GradAlign.Analyzer", "MathNet.Numerics", "Mono.Cecil", "SkiaSharp"];

    // The process runs with the user's deps.json; where the tool's native libraries are, its own says.
    private readonly AssemblyDependencyResolver resolver = new(typeof(ToolContext).Assembly.Location);

    /// <summary>Hands over to the analyzer.</summary>
    public static int RunWorker(string request, string events)
    {
        var analyzer = new ToolContext().LoadFromAssemblyName(new AssemblyName("GradAlign.Analyzer"));
        var run = analyzer.GetType("GradAlign.Analyzer.Hosting.ScoringWorker", throwOnError: true)!.GetMethod("Run")!;
        return (int)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [request, events], null)!;
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        Own.Contains(assemblyName.Name) ? LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(typeof(ToolContext).Assembly.Location)!, assemblyName.Name + ".dll")) : null;

    // Asked only by assemblies of this context.
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
