using System.Runtime.InteropServices;

namespace GradAlign.Analyzer.Hosting;

/// <summary>
/// Settings of glibc's malloc for a process that makes and frees large tensors over and over. By default a block over 32 MB is
/// mapped afresh and its pages are cleared at every use. Elsewhere than on glibc nothing happens.
/// </summary>
internal static class NativeHeap
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int MaximumOfMaps = -4;

    /// <summary>Takes large blocks from the heap and keeps them when they are freed, until <see cref="Trim"/>.</summary>
    public static void KeepLargeBlocks()
    {
        if (Function("mallopt") is not { } mallopt) return;
        unsafe
        {
            var set = (delegate* unmanaged<int, int, int>)mallopt;
            _ = set(MaximumOfMaps, 0);
            _ = set(TrimThreshold, int.MaxValue);
        }
    }

    /// <summary>Gives free memory back to the system.</summary>
    public static void Trim()
    {
        if (Function("malloc_trim") is not { } trim) return;
        unsafe
        {
            _ = ((delegate* unmanaged<nuint, int>)trim)(0);
        }
    }

    /// <summary>Bytes in blocks that are in use; 0 where the heap does not tell.</summary>
    public static long InUse()
    {
        if (Function("mallinfo2") is not { } mallinfo) return 0;
        unsafe
        {
            var sizes = ((delegate* unmanaged<Sizes>)mallinfo)();
            return (long)(sizes.Used + sizes.Mapped);
        }
    }

    // struct mallinfo2 of malloc.h.
    [StructLayout(LayoutKind.Sequential)]
    private struct Sizes
    {
        public nuint Arena, FreeBlocks, FastBlocks, Maps, Mapped, HighWater, FastFree, Used, Free, Releasable;
    }

    // Another C library, such as musl, has no libc.so.6.
    private static IntPtr? Function(string name) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, name, out var function) ? function : null;
}
