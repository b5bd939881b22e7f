namespace GradAlign.Analyzer.Comparing;

/// <summary>One side of a comparison.</summary>
/// <param name="Name">What it is called: a file, a folder, or a git ref with its commit.</param>
/// <param name="Models">Its models, in order.</param>
/// <param name="Problems">Why not all of it may be there, a sentence each; empty where it is whole.</param>
public sealed record ComparedSide(string Name, IReadOnlyList<ComparedModel> Models, IReadOnlyList<string> Problems);
