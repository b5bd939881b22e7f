namespace GradAlign.Analyzer.Discovery;

/// <summary>Gives models the names by which people know them.</summary>
internal static class ModelNames
{
    /// <summary>The models, each with the shortest name that is unique among them: <c>Method</c>, <c>Type.Method</c>, or the full name.</summary>
    /// <param name="models">All models of one run.</param>
    public static IEnumerable<ModelCase> Shortest(IReadOnlyList<ModelCase> models) =>
        models.Select(m => m with { Name = NamesOf(m).First(n => models.Count(o => NamesOf(o).Contains(n)) == 1) });

    // Two models of one factory differ in its arguments.
    private static string[] NamesOf(ModelCase model)
    {
        var parts = model.FullName.Split('.', '+');
        var arguments = model.Arguments.Count == 0 ? "" : $"({string.Join(", ", model.Arguments)})";
        return [parts[^1] + arguments, string.Join('.', parts.TakeLast(2)) + arguments, model.FullName + arguments];
    }
}
