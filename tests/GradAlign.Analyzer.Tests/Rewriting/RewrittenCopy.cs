using System.Reflection;
using GradAlign.Analyzer.Rewriting;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Rewriting;

/// <summary>This test assembly as the scoring process would load it.</summary>
internal static class RewrittenCopy
{
    public static Assembly Assembly { get; } = UserContext.Shared.LoadUser(typeof(RewrittenCopy).Assembly.Location);

    /// <summary>Calls a static method of the copy.</summary>
    public static T Invoke<T>(Type type, string method, params object[] arguments) =>
        (T)Assembly.GetType(type.FullName!, throwOnError: true)!.GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    /// <summary>A model of the copy in float64, its numbers drawn from a seed.</summary>
    public static Module<Tensor, Tensor> Model(Type type, string factory)
    {
        manual_seed(3);
        return Invoke<Module<Tensor, Tensor>>(type, factory).to(ScalarType.Float64);
    }

    /// <summary>The same model of the assembly itself.</summary>
    public static Module<Tensor, Tensor> Original(Type type, string factory)
    {
        manual_seed(3);
        return ((Module<Tensor, Tensor>)type.GetMethod(factory, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(null, null)!).to(ScalarType.Float64);
    }
}
