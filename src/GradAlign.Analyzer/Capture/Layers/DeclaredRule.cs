using System.Reflection;
using GradAlign.Analyzer.Failures;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>
/// The rule that a module brings for its own parameters: it implements GradAlign.ILayerRule, whose source the user's project
/// compiles in (docs/decisions/0007). The guards hold it against the model's own gradients as they do every rule.
/// </summary>
internal sealed class DeclaredRule : LayerRule
{
    private const string Interface = "GradAlign.ILayerRule";
    private const string Method = "PerSampleGradients";

    public override bool Covers(Module module) => Find(module) is not null;

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        using var _ = no_grad();
        try
        {
            if (call.Inputs.Count > 1) throw new InvalidOperationException("a rule is for modules with one input");
            var declared = (IEnumerable<(Parameter Parameter, Tensor Gradients)>)Find(call.Module)!
                .Invoke(call.Module, BindingFlags.DoNotWrapExceptions, null, [call.Input, outputGradient], null)!;
            var gradients = declared.ToArray();
            return [.. gradients.Select(g => new PerSampleGradient(g.Parameter, Rows(g.Parameter, g.Gradients, call.Input.shape[0])))];
        }
        catch (Exception e)
        {
            // The user's code may throw anything; its parameters then go through the loop.
            call.Objection = $"its own rule threw {Thrown.Describe(e)}";
            return [];
        }
    }

    private static Func<Tensor> Rows(Parameter parameter, Tensor gradients, long samples)
    {
        if (gradients.shape.FirstOrDefault() != samples || gradients.numel() != samples * parameter.numel())
        {
            throw new InvalidOperationException(
                $"it gives [{string.Join(", ", gradients.shape)}] for a parameter of [{string.Join(", ", parameter.shape)}], which needs [{string.Join(", ", parameter.shape.Prepend(samples))}]");
        }

        return () => gradients.reshape(samples, -1);
    }

    private static MethodInfo? Find(Module module) =>
        module.GetType().GetInterfaces().FirstOrDefault(i => i.FullName == Interface)?.GetMethod(Method, [typeof(Tensor), typeof(Tensor)]) is { } method
            && method.ReturnType.IsAssignableTo(typeof(IEnumerable<(Parameter, Tensor)>))
            ? method
            : null;
}
