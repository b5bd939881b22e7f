using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Testing.Tests;

/// <summary>Small models, and ones that misbehave.</summary>
internal static class Net
{
    public static ModelBatch Batch { get; } = ModelBatch.Synthetic(3, 5);

    public static Module<Tensor, Tensor> Small() => Of(40);

    public static Module<Tensor, Tensor> Of(long width) => Sequential(("a", Linear(5, width)), ("b", ReLU()), ("c", Linear(width, width)), ("d", ReLU()), ("e", Linear(width, 3)));

    /// <summary>Layers that collapse: many, narrow, sigmoid.</summary>
    public static Module<Tensor, Tensor> Collapsed() =>
        Sequential([.. Enumerable.Range(0, 12).SelectMany(i => new (string, Module<Tensor, Tensor>)[] { ($"l{i}", Linear(i == 0 ? 5 : 40, 40)), ($"s{i}", Sigmoid()) }), ("out", Linear(40, 3))]);

    public static Module<Tensor, Tensor> NotFinite()
    {
        var model = Linear(5, 3);
        using (no_grad()) model.weight.fill_(float.NaN);
        return model;
    }

    public static Module<Tensor, Tensor> Crashes()
    {
        Environment.FailFast("the end");
        return Small();
    }

    public static Module<Tensor, Tensor> Throws() => throw new InvalidOperationException("no such weights");

    public static Module<Tensor, Tensor> Sleeps()
    {
        Thread.Sleep(Timeout.Infinite);
        return Small();
    }
}
