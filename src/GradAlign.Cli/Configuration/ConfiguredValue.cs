using GradAlign.Analyzer.Discovery;

namespace GradAlign.Cli.Configuration;

/// <summary>A value, and who said it.</summary>
/// <param name="Value">A <see cref="double"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>, as the setting's kind has it; null: none.</param>
/// <param name="Source">Who said it, in words.</param>
/// <param name="Place">Where, in gradalign.json.</param>
internal sealed record ConfiguredValue(object? Value, string Source, SourceLocation? Place = null);
