namespace GradAlign.Analyzer.Explanations;

/// <summary>One table of an explanation, for any writer.</summary>
/// <param name="Title">Title.</param>
/// <param name="Columns">Names of the columns; the first ones are text up to <paramref name="TextColumns"/>, the others numbers.</param>
/// <param name="TextColumns">Number of text columns at the left.</param>
/// <param name="Rows">Rows, each as long as <paramref name="Columns"/>; at least one.</param>
public sealed record ExplanationTable(string Title, IReadOnlyList<string> Columns, int TextColumns, IReadOnlyList<IReadOnlyList<string>> Rows);
