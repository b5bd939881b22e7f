namespace GradAlign.Analyzer.Reporting;

/// <summary>A setting of a run, and who said it.</summary>
/// <param name="Key">Its key in gradalign.json.</param>
/// <param name="Value">A number, a text or a flag; null where there is none.</param>
/// <param name="Source">Who said it: <c>command line</c>, the MSBuild property, the file with its line, the attribute, <c>default</c>.</param>
/// <param name="Model">Name of the model for which it holds; null: for every model that has none of its own.</param>
public sealed record SettingOrigin(string Key, object? Value, string Source, string? Model = null);
