namespace GradAlign.Analyzer.Hosting;

/// <summary>
/// A process that scores collects garbage between models and rarely else, for a collection within a call into libtorch can end a
/// number that the call still needs: docs/decisions/0013.
/// </summary>
internal static class RareCollections
{
    /// <summary>The environment variable; the runtime reads it when it starts.</summary>
    public const string Variable = "DOTNET_GCgen0size";

    /// <summary>256 MB, in hexadecimal: more than the managed side of a scoring allocates.</summary>
    public const string Value = "0x10000000";

    /// <summary>Collects now, where no call into libtorch is under way.</summary>
    public static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
