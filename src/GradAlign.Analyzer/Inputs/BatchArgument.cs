using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>What a batch gives one parameter of a model's <c>forward</c>.</summary>
/// <param name="Name">Name of the parameter; null where the place says which it is.</param>
/// <param name="Value">A tensor, or a tuple, an array or a list of them; null where the model gets none.</param>
/// <param name="SamplesAlong">Of each tensor in it the dimension that the samples are in; null where it is the same for all of them.</param>
internal sealed record BatchArgument(string? Name, object? Value, IReadOnlyList<int?> SamplesAlong)
{
    /// <summary>Whether the name must be one of <c>forward</c>'s; else a batch with any other name goes by place.</summary>
    public bool IsByName { get; init; }

    /// <summary>The tensors, in order.</summary>
    public IEnumerable<Tensor> Tensors => TensorGroup.Of(Value);

    /// <summary>The same with other tensors.</summary>
    /// <param name="change">Gives another tensor for each and the dimension of its samples, in order.</param>
    public BatchArgument Each(Func<Tensor, int?, Tensor> change)
    {
        var next = 0;
        return this with { Value = TensorGroup.Map(Value, t => change(t, SamplesAlong[next++])) };
    }
}
