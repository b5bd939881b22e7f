using GradAlign.Analyzer.Discovery;
using static TorchSharp.torch;

namespace GradAlign.Testing;

/// <summary>What a model is scored on: where samples come from, and what the model takes and gives. Holds no tensor.</summary>
public sealed class ModelBatch
{
    private ModelBatch(int classes, IReadOnlyList<long> inputShape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (inputShape.Count == 0 || inputShape.Any(s => s < 1)) throw new ArgumentException("The shape of one input, without the batch dimension, is missing or not positive.", nameof(inputShape));
        (Classes, InputShape) = (classes, inputShape);
    }

    /// <summary>Number of classes; labels are 0 to Classes − 1.</summary>
    public int Classes { get; }

    /// <summary>Shape of one input, without the batch dimension.</summary>
    public IReadOnlyList<long> InputShape { get; }

    internal string? Data { get; private init; }

    internal Func<int, long, (Tensor Inputs, Tensor Targets)>? Code { get; private init; }

    /// <summary>Standard normal inputs and labels i mod C.</summary>
    /// <param name="classes">Number of classes, C; at least 2.</param>
    /// <param name="inputShape">Shape of one input, without the batch dimension.</param>
    public static ModelBatch Synthetic(int classes, params long[] inputShape) => new(classes, inputShape);

    /// <summary>Samples of a data set on disk.</summary>
    /// <param name="data">Data set as <c>gradalign score --data</c> names it, such as <c>idx:IMAGES,LABELS</c> or a folder; a relative path starts at the current directory.</param>
    /// <param name="classes">Number of classes; at least 2.</param>
    /// <param name="inputShape">Shape of one input, without the batch dimension.</param>
    public static ModelBatch FromData(string data, int classes, params long[] inputShape)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(data);
        return new(classes, inputShape) { Data = data };
    }

    /// <summary>Samples of a method. The same size and seed have to give the same batch.</summary>
    /// <param name="batch">Takes n and a seed; gives inputs [n × input shape], float32, and labels [n], int64. One that captures variables ties the scoring to the test's process.</param>
    /// <param name="classes">Number of classes; at least 2.</param>
    /// <param name="inputShape">Shape of one input, without the batch dimension.</param>
    public static ModelBatch From(Func<int, long, (Tensor Inputs, Tensor Targets)> batch, int classes, params long[] inputShape)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new(classes, inputShape) { Code = batch };
    }

    /// <summary>The batch of an attributed model; null where it names a type of its own, which another assembly need not see.</summary>
    internal static ModelBatch? Of(ModelCase model) => model.DataType is null ? new(model.Classes, model.InputShape) : null;
}
