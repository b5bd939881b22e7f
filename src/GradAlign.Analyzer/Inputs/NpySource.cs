using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Inputs and labels in a pair of NPY files. Floats are taken as they are, whole numbers as tokens or labels; bytes are pixels,
/// scaled as those of images, unless the model has a vocabulary.
/// </summary>
internal sealed class NpySource : IBatchSource
{
    private readonly NpyFile inputs;
    private readonly NpyFile labels;
    private readonly long[] inputShape;
    private readonly bool isImage;
    private readonly int[] classes;

    private NpySource(NpyFile inputs, NpyFile labels, ModelCase model, string sha256)
    {
        (this.inputs, this.labels) = (inputs, labels);
        inputShape = [.. model.InputShape];
        isImage = inputs.Header.Type == "u1" && model.Vocabulary == 0;
        classes = labels.Header is { IsInteger: true, Shape.Count: 1 } ? Classes(labels) : new int[labels.Samples];
        Description = new("npy", $"{inputs.Name}, {labels.Name}", inputs.Samples, isImage ? ImageScaling.Description : null, sha256);
    }

    public DataDescription Description { get; }

    /// <summary>Opens a pair; an image without channels, [height × width], is given one where the model has one.</summary>
    /// <param name="inputsPath">File of [samples × input shape].</param>
    /// <param name="labelsPath">File of [samples], or [samples × …] where every position has a label or the loss takes such targets.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: a file is missing or damaged, or they do not belong together; GA0005: the model takes inputs of another shape.</exception>
    public static IBatchSource Open(string inputsPath, string labelsPath, ModelCase model)
    {
        var (inputs, labels) = (new NpyFile(inputsPath), new NpyFile(labelsPath));
        if (inputs.Samples != labels.Samples)
            throw InputError.Configuration(FormattableString.Invariant($"'{inputs.Name}' holds {inputs.Samples} samples and '{labels.Name}' {labels.Samples}: they do not belong together."));
        long[] one = [.. inputs.Header.Shape.Skip(1)];
        if (!model.InputShape.SequenceEqual(one) && !model.InputShape.SequenceEqual([1, .. one]))
            throw InputError.Shape($"A sample of '{inputs.Name}' has the shape [{string.Join(", ", one)}], and the input of {model.Name} is [{string.Join(", ", model.InputShape)}]. Save the inputs as [samples, {string.Join(", ", model.InputShape)}].");
        return new NpySource(inputs, labels, model, DataFile.Sha256([inputsPath, labelsPath]));
    }

    public ScoringBatch Draw(int size, long seed)
    {
        int[] chosen = SampleChoice.ChooseFrom(Description.Name, classes, size, seed);
        return new ScoringBatch(Inputs(chosen), Targets(chosen));
    }

    private Tensor Inputs(int[] chosen)
    {
        long[] shape = [chosen.Length, .. inputShape];
        if (!isImage) return Tensor(inputs, chosen, shape);
        int channels = inputShape.Length == 3 ? (int)inputShape[0] : 1;
        return tensor(ImageScaling.Standardise(inputs.Bytes(chosen), channels, (int)(inputs.Header.RowLength / channels)), shape);
    }

    private Tensor Targets(int[] chosen) => Tensor(labels, chosen, [chosen.Length, .. labels.Header.Shape.Skip(1)]);

    private static Tensor Tensor(NpyFile file, int[] chosen, long[] shape) =>
        file.Header.IsInteger ? tensor(file.Integers(chosen), shape) : tensor(file.Floats(chosen), shape);

    private static int[] Classes(NpyFile labels)
    {
        long[] all = labels.Integers(Enumerable.Range(0, labels.Samples));
        int outside = Array.FindIndex(all, label => label is < int.MinValue or > int.MaxValue);
        return outside < 0
            ? [.. all.Select(label => (int)label)]
            : throw InputError.Configuration(FormattableString.Invariant($"'{labels.Name}' is no file of labels: sample {outside} has {all[outside]}."));
    }
}
