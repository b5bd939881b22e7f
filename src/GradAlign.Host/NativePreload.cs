using System.Runtime.InteropServices;

namespace GradAlign.Host;

/// <summary>
/// Loads libtorch before TorchSharp is touched. TorchSharp's own search would copy half a gigabyte into the package cache,
/// and hide what the loader says.
/// </summary>
internal static class NativePreload
{
    /// <summary>Folder of libtorch, where it is neither beside the assembly nor in a package.</summary>
    private const string PathVariable = "GRADALIGN_NATIVE_PATH";

    // Each needs the ones before it.
    private static readonly (string Name, bool Required)[] Libraries =
        [("c10", true), ("torch_cpu", true), ("c10_cuda", false), ("torch_cuda", false), ("torch", true), ("LibTorchSharp", true)];

    /// <summary>Loads the libraries; returns why that failed, and what to do about it, or null.</summary>
    public static string? Run()
    {
        var folders = Folders();
        foreach (var (name, required) in Libraries)
        {
            var file = FileName(name);
            var path = folders.Select(f => Path.Combine(f, file)).FirstOrDefault(File.Exists);
            if (path is null && required)
            {
                return name == "LibTorchSharp"
                    ? $"{file} was not found: the project references no TorchSharp. Reference the package TorchSharp. Searched: {string.Join(", ", folders)}."
                    : $"{file} was not found: TorchSharp needs libtorch. Reference the package libtorch-cpu-{RuntimeInformation.RuntimeIdentifier} (or a libtorch-cuda one) in the project, or set the property GradAlignNativePath of the build, or the variable {PathVariable}, to libtorch's folder. Searched: {string.Join(", ", folders)}.";
            }

            if (path is not null && Load(path) is { } reason) return reason;
        }

        return null;
    }

    private static string? Load(string path)
    {
        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e.Message.Contains("GLIBCXX", StringComparison.Ordinal)
                ? $"{path} could not be loaded: {e.Message} It needs libstdc++ with GLIBCXX_3.4.32, that is of GCC 13 or newer: on Debian 12 install libstdc++6 of Debian 13, on Ubuntu 22.04 that of the ubuntu-toolchain-r test archive."
                : $"{path} could not be loaded: {e.Message}";
        }
    }

    private static string[] Folders() =>
    [
        .. new[] { Environment.GetEnvironmentVariable(PathVariable) }.OfType<string>().Where(f => f.Length > 0),
        .. ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
    ];

    private static string FileName(string name) => OperatingSystem.IsWindows() ? $"{name}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{name}.dylib"
        : $"lib{name}.so";
}
