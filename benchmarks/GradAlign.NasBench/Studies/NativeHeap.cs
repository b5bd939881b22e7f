using System.Runtime.InteropServices;

namespace GradAlign.NasBench.Studies;

/// <summary>glibc's heap, which keeps the fragments of thousands of networks unless it is told to give them back.</summary>
internal static partial class NativeHeap
{
    /// <summary>Gives free memory back to the system; does nothing where the C library is another.</summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has no malloc_trim, and needs none.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
