using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Doctor;

/// <summary>Loads libtorch in a process of its own, and has it test itself.</summary>
internal static class LibtorchChecks
{
    /// <summary>Rounding of float32 by two ways of computing the same; any mistake is far above it.</summary>
    private const double Agreement = 1e-3;

    private const string PathVariable = "GRADALIGN_NATIVE_PATH";

    /// <summary>With the libraries of a project's assembly.</summary>
    public static async Task<IReadOnlyList<Check>> OfAsync(BuiltAssembly assembly, CancellationToken cancellation)
    {
        var host = new HostSettings { PackageFolders = assembly.PackageFolders, Timeout = TimeSpan.FromMinutes(1) };
        return [Packages(assembly.Path), .. await TestAsync(assembly.Path, host, cancellation)];
    }

    /// <summary>Without a project: with the newest libtorch of the NuGet cache.</summary>
    public static async Task<IReadOnlyList<Check>> OfCacheAsync(CancellationToken cancellation)
    {
        var folder = Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } own ? own : PackageCache.NewestLibtorch();
        if (folder is null)
        {
            return
            [
                new("libtorch", CheckState.NotTried, $"no project was named, gradalign carries no libtorch, and {PackageCache.Folder} holds none for {RuntimeInformation.RuntimeIdentifier}",
                    $"Name a project or assembly that references TorchSharp and libtorch-cpu-{RuntimeInformation.RuntimeIdentifier}: gradalign doctor PROJECT.", Rules.NativeLibraryMissing.Id),
            ];
        }

        var assembly = Path.Combine(AppContext.BaseDirectory, "GradAlign.Host.dll");
        return
        [
            Check.Ok("source", $"no project was named: {folder} is tried, with gradalign's own TorchSharp"),
            .. await TestAsync(assembly, new() { NativePath = folder, Timeout = TimeSpan.FromMinutes(1) }, cancellation),
        ];
    }

    private static Check Packages(string assembly)
    {
        var file = Path.ChangeExtension(assembly, ".deps.json");
        if (!File.Exists(file))
        {
            return new("packages", CheckState.Failed, $"{Path.GetFileName(file)} is not beside the assembly", "Build the project with GenerateDependencyFile left on.", Rules.AssemblyNotInspected.Id);
        }

        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var named = json.RootElement.GetProperty("libraries").EnumerateObject().Select(l => l.Name)
            .Where(n => n.StartsWith("TorchSharp", StringComparison.OrdinalIgnoreCase) || n.StartsWith("libtorch", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.OrdinalIgnoreCase).ToArray();
        return named.Length > 0
            ? Check.Ok("packages", string.Join(", ", named).Replace('/', ' '))
            : new("packages", CheckState.Failed, "the project references neither TorchSharp nor libtorch", "Reference the packages TorchSharp and libtorch-cpu of the platform.", Rules.NativeLibraryMissing.Id);
    }

    private static async Task<IReadOnlyList<Check>> TestAsync(string assembly, HostSettings host, CancellationToken cancellation)
    {
        var (result, failure) = await ScoringHost.SelfTestAsync(assembly, host, cancellation);
        if (result is null)
        {
            return [new("libtorch", CheckState.Failed, failure?.Message ?? "the self-test said nothing", $"See {Rules.NativeLibraryMissing.HelpPage}.", failure?.Id ?? Rules.NativeLibraryMissing.Id)];
        }

        return
        [
            Check.Ok("libtorch", string.Create(CultureInfo.InvariantCulture, $"loaded{(result.LibtorchPath is { } path ? " from " + path : "")}; TorchSharp {result.TorchSharp}, built for libtorch {result.BuiltForLibtorch}; {result.Threads} threads")),
            Check.Ok("CPU", "available"),
            Check.Ok("convolutions", result.Instructions is { Length: > 0 } kept
                ? $"right, with oneDNN kept to the instructions of {kept}, as {Rules.WrongConvolutions.HelpPage} says"
                : "right"),
            result.CudaDevices.Count > 0 ? Check.Ok("CUDA", string.Join(", ", result.CudaDevices)) : Check.Ok("CUDA", $"not available: {result.NoCuda}"),
            Verdict(result),
        ];
    }

    private static Check Verdict(SelfTestResult result)
    {
        var found = string.Create(CultureInfo.InvariantCulture,
            $"a tiny model by the {result.Engine} engine and by the {result.GuardedEngine} engine: scores differ by {result.LargestDifference?.ToString("0.#e+0", CultureInfo.InvariantCulture) ?? "an unknown amount"}; {result.Seconds:0.0} s");
        return result is { Problem: null, Engine: "batched", GuardedEngine: "loop", LargestDifference: < Agreement }
            ? Check.Ok("self-test", found)
            : new("self-test", CheckState.Failed, result.Problem is null ? found : $"{found}; {result.Problem}", "Please report this with the output of gradalign doctor --format json.");
    }
}
