using System.Globalization;
using System.Runtime.InteropServices;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Capture;

/// <summary>Less memory than a step needs: by the limit that was set, or by the device itself. Fewer samples at a time may do.</summary>
/// <param name="message">What needed how much.</param>
/// <param name="cause">What the device said; null where the limit was reached.</param>
internal sealed class MemoryShortage(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether an exception says that the device has no memory left. libtorch has no other sign than its words.</summary>
    public static bool IsOutOfMemory(Exception e) => e is ExternalException or OutOfMemoryException
        && (e is OutOfMemoryException || e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("allocate memory", StringComparison.OrdinalIgnoreCase));

    /// <summary>The finding where nothing smaller is left to try: GA0007.</summary>
    public ScoringException ToScoringException() => new(Rules.ScoringKilled.Finding(
        $"{Message} Two samples at a time are too many. Allow more (--memory), or use a device with more memory."), this);

    /// <summary>A number of bytes as people write it.</summary>
    public static string Show(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):f1} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):f1} MB");
}
