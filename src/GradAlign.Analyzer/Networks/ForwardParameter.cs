using System.Reflection;
using GradAlign.Analyzer.Inputs;

namespace GradAlign.Analyzer.Networks;

/// <summary>A parameter of a model's <c>forward</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsOptional">Whether the model may be called without it: it has a default value, or may be null.</param>
/// <param name="Default">What it then gets.</param>
internal sealed record ForwardParameter(string Name, Type Type, bool IsOptional, object? Default)
{
    public static ForwardParameter Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var isNullable = Nullable.GetUnderlyingType(type) is not null
            || (!type.IsValueType && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable);
        var value = parameter is { HasDefaultValue: true, DefaultValue: { } given and not DBNull } ? given : type.IsValueType ? Activator.CreateInstance(type) : null;
        return new(parameter.Name ?? "input", type, isNullable || parameter.HasDefaultValue, value);
    }

    public override string ToString() => $"{TensorGroup.Show(Type)}{(IsOptional && !Type.IsValueType ? "?" : "")} {Name}";
}
