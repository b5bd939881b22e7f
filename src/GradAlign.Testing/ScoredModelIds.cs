using System.Reflection;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Testing;

/// <summary>The ids of <c>[ScoredModel]</c> factories, as data of a parameterised test. Read from metadata: neither user code nor libtorch is loaded.</summary>
public static class ScoredModelIds
{
    /// <summary>The models that a type declares.</summary>
    /// <param name="type">A type; the ones nested in it count.</param>
    /// <exception cref="ScoringException">GA0003: there are none; GA0006: an attribute is misused.</exception>
    public static IReadOnlyList<string> DeclaredBy(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Ids(type.Assembly, type.FullName!);
    }

    /// <summary>The models of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <exception cref="ScoringException">GA0003: there are none; GA0006: an attribute is misused.</exception>
    public static IReadOnlyList<string> In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return Ids(assembly, null);
    }

    /// <summary>The ids as rows of one value, which <c>[MemberData]</c>, <c>[DynamicData]</c> and <c>[TestCaseSource]</c> take.</summary>
    /// <param name="ids">The ids.</param>
    public static IEnumerable<object[]> AsRows(this IEnumerable<string> ids) => ids.Select(id => new object[] { id });

    /// <exception cref="ScoringException">GA0003: there is no such model; GA0006: an attribute is misused.</exception>
    internal static ModelCase Find(Assembly assembly, string id)
    {
        var found = ModelDiscovery.Discover(assembly.Location);
        if (found.Models.SingleOrDefault(m => m.Name == id) is { } model) return model;
        throw new ScoringException(Rules.NoModels.Finding(
            $"{assembly.GetName().Name} has no scored model '{id}'. It has: {string.Join(", ", found.Models.Select(m => m.Name))}.{Problems(found.Problems.Select(p => p.Finding))}"));
    }

    private static string[] Ids(Assembly assembly, string? type)
    {
        var found = ModelDiscovery.Discover(assembly.Location);
        // A misused attribute would be a model that no test sees.
        var problems = found.Problems.Where(p => type is null || p.Model is null || Within(type, p.Model[..p.Model.LastIndexOf('.')])).ToArray();
        if (problems.Length > 0) throw new ScoringException(problems[0].Finding with { Message = $"{problems[0].Model}{Problems(problems.Select(p => p.Finding))}".Trim() });
        string[] ids = [.. found.Models.Where(m => type is null || Within(type, m.TypeName)).Select(m => m.Name)];
        return ids.Length > 0 ? ids : throw new ScoringException(Rules.NoModels.Finding($"{type} declares no method that carries [ScoredModel]."));
    }

    private static bool Within(string type, string declaring) => declaring == type || declaring.StartsWith(type + "+", StringComparison.Ordinal);

    private static string Problems(IEnumerable<Finding> problems) => string.Concat(problems.Select(p => $" {p.Id}: {p.Message}"));
}
