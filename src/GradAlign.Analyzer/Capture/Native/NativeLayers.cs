using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>
/// The parts of a module that lives in libtorch, where no hook reaches: linear maps and layer norms over its parameters,
/// named as libtorch names them. Tensors are [n × t × d].
/// </summary>
/// <param name="parameters">The module's parameters by name.</param>
/// <param name="samples">n, where the first dimension is a multiple of it: each sample then has several rows, one after the other.</param>
/// <param name="record">Takes every call, for its per-sample gradients; null to compute only.</param>
internal sealed class NativeLayers(IReadOnlyDictionary<string, Parameter> parameters, long samples, ICollection<ISubstituteCall>? record)
{
    /// <summary>A parameter; null where the module has none of that name.</summary>
    public Parameter? Find(string name) => parameters.GetValueOrDefault(name);

    /// <summary>x Wᵀ + b.</summary>
    public Tensor Linear(string weight, string bias, Tensor input) => Packed(parameters[weight], Find(bias), [input])[0];

    /// <summary>A weight of several parts, each applied to an input of its own; one input for all parts gives all of them at once.</summary>
    public Tensor[] Packed(Parameter weight, Parameter? bias, IReadOnlyList<Tensor> inputs)
    {
        var rows = weight.shape[0] / inputs.Count;
        var outputs = inputs.Select((x, i) => functional.linear(x, weight.narrow(0, i * rows, rows), bias?.narrow(0, i * rows, rows))).ToArray();
        if (record is null) return outputs;
        record.Add(new NativeProjection(weight, bias, samples, [.. inputs.Zip(outputs, (x, y) => (x.detach().DetachFromDisposeScope(), Kept(y)))]));
        return outputs;
    }

    /// <summary>γ ∘ x̂ + β over the last dimension.</summary>
    public Tensor LayerNorm(string name, Tensor input)
    {
        var (scale, shift) = (parameters[$"{name}.weight"], parameters[$"{name}.bias"]);
        var normalised = functional.layer_norm(input, scale.shape); // ε is libtorch's default; these modules have no other
        return normalised * Repeated(scale, input.shape[0]).unsqueeze(1) + Repeated(shift, input.shape[0]).unsqueeze(1);
    }

    /// <summary>A parameter for every row, [rows × …].</summary>
    public Tensor Repeated(Parameter parameter, long rows)
    {
        if (record is null) return parameter.unsqueeze(0).expand([rows, .. parameter.shape]);
        var repeated = RepeatedParameter.Of(parameter, samples);
        record.Add(repeated);
        return rows == samples ? repeated.Rows : repeated.Rows.repeat_interleave(rows / samples, 0);
    }

    private static Tensor Kept(Tensor output)
    {
        if (output.requires_grad) output.retain_grad();
        return output.DetachFromDisposeScope();
    }
}
