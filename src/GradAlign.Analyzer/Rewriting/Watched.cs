using System.ComponentModel;
using System.Reflection;

namespace GradAlign.Analyzer.Rewriting;

/// <summary>The functions that the copies of the user's assemblies call in place of others. Nobody else calls them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Watched
{
    /// <summary>Where an assembly lies on disk: a copy is in memory, and models read files beside their assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    [Replaces(typeof(Assembly), "get_Location", IsInstance = true)]
    public static string Location(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return UserContext.Shared.PathOf(assembly);
    }
}
