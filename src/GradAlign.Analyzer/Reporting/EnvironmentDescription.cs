using System.Runtime.InteropServices;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Where a report was made.</summary>
/// <param name="OperatingSystem">Name and version of the operating system.</param>
/// <param name="DotNet">Version of .NET.</param>
/// <param name="CpuCount">Logical processors.</param>
/// <param name="Architecture">Architecture of the process, such as <c>x64</c>.</param>
public sealed record EnvironmentDescription(string OperatingSystem, string DotNet, int CpuCount, string Architecture)
{
    /// <summary>This process's environment.</summary>
    public static EnvironmentDescription Current() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Environment.ProcessorCount,
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());
}
