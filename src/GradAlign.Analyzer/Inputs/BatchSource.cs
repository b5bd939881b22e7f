using System.Reflection;
using GradAlign.Analyzer.Discovery;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Chooses a model's data: the command line before the attribute's <c>Batch</c> method before synthetic samples.</summary>
public static class BatchSource
{
    /// <summary>Opens the data of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Data set as <c>--data</c> names it; null: as the attribute says.</param>
    /// <param name="userAssembly">Assembly in which the attribute's data type is looked up; null where there is none.</param>
    /// <exception cref="Verdicts.ScoringException">The data cannot be opened (GA0006), or the user's type has no fitting method (GA0006).</exception>
    public static IBatchSource Open(ModelCase model, string? data, Assembly? userAssembly) =>
        throw new NotSupportedException($"{model.Name} {data} {userAssembly}");
}
