using System.Reflection;
using DataAttribute = Xunit.Sdk.DataAttribute;

namespace GradAlign.Testing.Xunit;

/// <summary>Makes scored models the data of an xunit v2 theory: <c>[Theory, ScoredModels(typeof(Models))]</c> gives each one's id. Discovery reads metadata alone: libtorch is not loaded.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScoredModelsAttribute : DataAttribute, IScoredModelSource
{
    /// <summary>The models of the test's own assembly, or of <see cref="AssemblyOf"/>.</summary>
    public ScoredModelsAttribute()
    {
    }

    /// <summary>The models that a type declares.</summary>
    /// <param name="declaring">The type.</param>
    public ScoredModelsAttribute(Type declaring) => Declaring = declaring;

    /// <summary>The type that declares the models; null: a whole assembly.</summary>
    public Type? Declaring { get; }

    /// <summary>A type of the assembly whose models are meant; null: the test's own assembly.</summary>
    public Type? AssemblyOf { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Ids(MethodInfo test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return Declaring is not null ? ScoredModelIds.DeclaredBy(Declaring) : ScoredModelIds.In((AssemblyOf ?? test.DeclaringType!).Assembly);
    }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Ids(testMethod).AsRows();
}
