namespace GradAlign.Analyzer.Failures;

/// <summary>What to write where libtorch or TorchSharp says what is wrong, but not what to do.</summary>
internal static class Cure
{
    private static readonly (string Said, string Write)[] Known =
    [
        ("empty handle", "A tensor is used there that was disposed before, by `using` or by the NewDisposeScope in which it was made: let it out of the scope with x.MoveToOuterDisposeScope(), dispose it later, and keep no tensor of a pass in a field"),
        ("backward through the graph a second time", "A tensor of an earlier pass is used again: start the state that forward keeps anew in each pass, or detach() it"),
        ("modified by an inplace operation", "Write the operation out of place: y = y + x for y.add_(x), relu(x) for relu_(x), ReLU() for ReLU(inplace: true)"),
        ("index out of range", "A token lies beyond an embedding: Vocabulary in [ScoredModel] is at most its num_embeddings, and the length of the input at most the number of its positions"),
        ("'indices' to have", "An embedding takes tokens: write Vocabulary = N in [ScoredModel], and the inputs are Int64 below N"),
        ("on the same device", "Register what forward uses as a parameter or a buffer, or make it on the device of its input (device: x.device)"),
        ("is invalid for input of size", "Check that the shape in [ScoredModel] is what the model expects, and write x.shape[0] or -1 where the batch size stands as a number"),
    ];

    /// <summary>A sentence without its full stop; null where nothing is known.</summary>
    /// <param name="exception">What was thrown.</param>
    public static string? Of(Exception exception) =>
        Known.FirstOrDefault(k => Thrown.Cause(exception).Message.Contains(k.Said, StringComparison.OrdinalIgnoreCase)).Write;
}
