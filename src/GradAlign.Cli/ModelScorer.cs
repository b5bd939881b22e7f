using System.IO.Enumeration;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli;

/// <summary>The one place where the command line meets discovery and the scoring process.</summary>
internal static class ModelScorer
{
    /// <summary>Finds the models of an assembly, and what is wrong with some of them.</summary>
    public static (IReadOnlyList<ModelCase> Models, IReadOnlyList<LocatedFinding> Problems) Discover(string assemblyPath) =>
        ([], [new(Rules.AssemblyNotInspected.Finding($"{Path.GetFileName(assemblyPath)}: this build of gradalign has no model discovery. Use a later build."))]);

    /// <summary>Whether <c>--model</c> names a model.</summary>
    public static bool Matches(string glob, ModelCase model) =>
        FileSystemName.MatchesSimpleExpression(glob, model.Name)
        || MatchesName(glob, $"{model.TypeName.Replace('+', '.')}.{model.MethodName}");

    /// <summary>Whether <c>--model</c> names a method that is no usable model.</summary>
    public static bool MatchesName(string glob, string fullName) =>
        FileSystemName.MatchesSimpleExpression(glob, fullName)
        || FileSystemName.MatchesSimpleExpression(glob, fullName.AsSpan(fullName.LastIndexOf('.') + 1));

    /// <summary>Scores models in the scoring process: a report a model, and what ended the process.</summary>
    public static Task<(IReadOnlyList<ModelReport> Reports, IReadOnlyList<Finding> Findings)> ScoreAsync(
        ScoringRequest request, BuiltAssembly assembly, TimeSpan? timeout, IProgress<ScoringEvent>? progress, CancellationToken cancellation) =>
        throw new NotSupportedException($"no scoring host in this build: {request.AssemblyPath} {assembly.Path} {timeout} {progress} {cancellation.IsCancellationRequested}");
}
