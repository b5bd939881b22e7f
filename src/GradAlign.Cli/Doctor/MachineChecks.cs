using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GradAlign.Cli.Doctor;

/// <summary>What the machine has, before any of libtorch is loaded.</summary>
internal static class MachineChecks
{
    private static readonly Version NeededSdk = new(10, 0);

    public static async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation) =>
    [
        Check.Ok("gradalign", ToolVersion.Current),
        await SdkAsync(cancellation),
        Check.Ok("runtime", RuntimeInformation.FrameworkDescription),
        Check.Ok("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"),
        .. SystemLibraries.Checks(),
        Check.Ok("processor", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} logical processors, {InstructionSet()}")),
        Memory(),
    ];

    private static async Task<Check> SdkAsync(CancellationToken cancellation)
    {
        const string cure = "Install the .NET 10 SDK (https://dotnet.microsoft.com/download), or score built assemblies only.";
        try
        {
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["--list-sdks"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var text = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            var versions = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]).ToArray();
            var found = versions.Length == 0 ? "no SDK is installed" : string.Join(", ", versions);
            return versions.Any(v => Version.TryParse(v.Split('-')[0], out var version) && version >= NeededSdk)
                ? Check.Ok("SDK", found)
                : new("SDK", CheckState.Warning, found + "; projects cannot be built", cure);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return new("SDK", CheckState.Warning, $"dotnet could not be started: {e.Message}", cure);
        }
    }

    private static string InstructionSet() =>
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : AdvSimd.IsSupported ? "NEON" : "neither AVX2 nor NEON";

    private static Check Memory()
    {
        var information = GC.GetGCMemoryInfo();
        var (total, free) = (information.TotalAvailableMemoryBytes / 1e9, (information.TotalAvailableMemoryBytes - information.MemoryLoadBytes) / 1e9);
        return Check.Ok("memory", string.Create(CultureInfo.InvariantCulture, $"{total:0.0} GB, {Math.Max(free, 0):0.0} GB of it free"));
    }
}
