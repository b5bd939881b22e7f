namespace GradAlign.Analyzer.Discovery;

/// <summary>A static method that returns a module, or a class that is one.</summary>
internal sealed record FactoryCandidate
{
    /// <summary>Reflection name of the declaring type.</summary>
    public required string TypeName { get; init; }

    /// <summary>Name of the method; the type's own for a constructor.</summary>
    public required string MethodName { get; init; }

    /// <summary>Its parameters, in order.</summary>
    public required IReadOnlyList<FactoryParameter> Parameters { get; init; }

    /// <summary>Whether metadata alone say that it is a module; the scoring process knows the rest.</summary>
    public required bool IsModule { get; init; }

    public required bool IsPublic { get; init; }

    public required bool IsConstructor { get; init; }

    /// <summary>Whether it carries <c>[ScoredModel]</c>.</summary>
    public required bool IsMarked { get; init; }

    /// <summary>Where it stands; null where the assembly has no PDB.</summary>
    public SourceLocation? Source { get; init; }

    public string FullName => IsConstructor ? TypeName : $"{TypeName}.{MethodName}";

    /// <summary>The parameters that have to be given.</summary>
    public IEnumerable<FactoryParameter> Required => Parameters.Where(p => !p.IsOptional);

    /// <summary>Whether it can be called with so many arguments.</summary>
    public bool Takes(int arguments) => arguments <= Parameters.Count && Parameters.Skip(arguments).All(p => p.IsOptional);

    /// <summary>How it is written behind <c>--factory</c>, the names of the parameters that must be given in place of their values.</summary>
    public string Spelling
    {
        get
        {
            var given = Parameters.Take(Parameters.Count - Parameters.Reverse().TakeWhile(p => p.IsOptional).Count()).ToArray();
            return FullName.Replace('+', '.') + (given.Length == 0 ? "" : $"({string.Join(", ", given.Select(p => p.Name))})");
        }
    }
}
