using System.Reflection;

namespace GradAlign.Testing;

/// <summary>An attribute that makes <c>[ScoredModel]</c> factories the data of a test; each test framework has its own.</summary>
public interface IScoredModelSource
{
    /// <summary>The ids of the models that the test gets.</summary>
    /// <param name="test">The test's method.</param>
    IReadOnlyList<string> Ids(MethodInfo test);
}
