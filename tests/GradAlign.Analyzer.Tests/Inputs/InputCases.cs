using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Inputs;

/// <summary>What the tests of this folder share: a model's declaration, and what to expect of an error.</summary>
internal static class InputCases
{
    public static ModelCase Model(string? dataType = null, int classes = 3, params long[] shape) => new()
    {
        Name = "Net",
        TypeName = "T",
        MethodName = "Net",
        InputShape = shape.Length == 0 ? [1, 4, 5] : shape,
        Classes = classes,
        DataType = dataType,
    };

    public static IBatchSource Open(string data) => BatchSource.Open(Model(), data, userAssembly: null);

    public static void Fails(Rule rule, Action action, params string[] parts)
    {
        var exception = Assert.Throws<ScoringException>(action);
        Assert.Equal(rule.Id, exception.Finding.Id);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    public static float[] Values(ScoringBatch batch) => batch.Inputs.data<float>().ToArray();

    public static long[] Labels(ScoringBatch batch) => batch.Targets.data<long>().ToArray();
}
