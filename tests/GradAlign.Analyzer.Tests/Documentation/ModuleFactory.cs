using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Tests.Documentation;

/// <summary>Makes one of every module that TorchSharp has, by reflection, so that a new one cannot be overlooked.</summary>
internal static class ModuleFactory
{
    // They hold what others give them; ParameterList and ParameterDict hold it as parameters.
    private static readonly string[] Containers = ["ModuleDict`1", "ModuleList`1", "ParameterDict", "ParameterList", "Sequential"];

    /// <summary>Every module type of TorchSharp that can be made by a function of <c>torch.nn</c>, by name.</summary>
    public static IEnumerable<Type> Types => typeof(Module).Assembly.GetTypes()
        .Where(t => t is { IsPublic: true, IsAbstract: false, Namespace: "TorchSharp.Modules" } && t.IsAssignableTo(typeof(Module)))
        .Where(t => !Containers.Contains(t.Name) && !t.Name.StartsWith("Sequential`", StringComparison.Ordinal) && !t.Name.EndsWith("Loss", StringComparison.Ordinal))
        .OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>A small one, with every parameter that it can have by default.</summary>
    public static Module Create(Type type)
    {
        var factories = typeof(nn).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == type.Name && m.ReturnType == type && !m.IsGenericMethod);
        foreach (var factory in factories.OrderBy(f => f.GetParameters().Count(p => !p.IsOptional)))
        {
            var arguments = factory.GetParameters().Select(Argument).ToArray();
            if (arguments.Any(a => a == Missing.Value)) continue;
            return (Module)factory.Invoke(null, arguments)!;
        }

        throw new InvalidOperationException($"torch.nn has no function {type.Name} that this test knows how to call: teach {nameof(ModuleFactory)} its parameters.");
    }

    private static object? Argument(ParameterInfo parameter)
    {
        // A module that can learn is made so: affine parameters are off in InstanceNorm by default.
        if (parameter.Name == "affine") return true;
        if (parameter.IsOptional && parameter.Name != "output_size") return parameter.DefaultValue; // FractionalMaxPool wants one of two
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type == typeof(long) ? 4L
            : type == typeof(int) ? 4
            : type == typeof(double) ? 0.5
            : type == typeof(bool) ? true
            : type == typeof(long[]) ? new[] { 4L }
            : type == typeof((long, long)) ? (2L, 2L)
            : type == typeof((long, long, long)) ? (2L, 2L, 2L)
            : type == typeof(TorchSharp.Modules.TransformerEncoderLayer) ? TransformerEncoderLayer(4, 2, 8)
            : type == typeof(TorchSharp.Modules.TransformerDecoderLayer) ? TransformerDecoderLayer(4, 2, 8)
            : Missing.Value;
    }
}
