using System.Globalization;
using System.Reflection;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Hosting;

/// <summary>Calls a factory by reflection: a static method, or a constructor. Parameters beyond the arguments get their default values.</summary>
internal static class FactoryCall
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What the factory returns, and the call that makes a new one.</summary>
    /// <exception cref="ScoringException">GA0006: it is not there, or its parameters do not take the arguments.</exception>
    public static (Type Result, Func<object?> Make) Of(Assembly assembly, ModelCase model)
    {
        var type = assembly.GetType(model.TypeName) ?? throw Missing(assembly, model);
        MethodBase[] named = model.IsConstructor
            ? type.GetConstructors(Declared | BindingFlags.Instance)
            : [.. type.GetMethods(Declared | BindingFlags.Static).Where(m => m.Name == model.MethodName && !m.IsGenericMethod)];
        var method = named.Where(m => Takes(m.GetParameters(), model.Arguments.Count)).MinBy(m => m.GetParameters().Length) ?? throw Missing(assembly, model);
        var values = method.GetParameters().Select((p, i) => i < model.Arguments.Count ? Read(model, p, model.Arguments[i]) : Default(model, p)).ToArray();
        return method is ConstructorInfo constructor ? (type, () => constructor.Invoke(values)) : (((MethodInfo)method).ReturnType, () => method.Invoke(null, values));
    }

    private static bool Takes(ParameterInfo[] parameters, int arguments) => arguments <= parameters.Length && parameters.Skip(arguments).All(p => p.IsOptional || IsName(p));

    private static bool IsName(ParameterInfo parameter) => parameter.Name == FactoryParameter.ModuleName && parameter.ParameterType == typeof(string);

    private static object? Default(ModelCase model, ParameterInfo parameter) => parameter.IsOptional ? parameter.DefaultValue : model.MethodName;

    private static object? Read(ModelCase model, ParameterInfo parameter, string text)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (text == "null" && (!type.IsValueType || type != parameter.ParameterType)) return null;
        try
        {
            return type == typeof(string) ? text.Trim('"')
                : type.IsEnum ? Enum.Parse(type, text)
                : type == typeof(Device) ? device(text)
                : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            throw new ScoringException(Rules.InvalidConfiguration.Finding(
                $"{model.MethodName}() takes {parameter.ParameterType.Name} {parameter.Name}, and '{text}' cannot be one. Give a number, a text, true, false, null or a device such as cpu, or write a factory without parameters."), e);
        }
    }

    private static ScoringException Missing(Assembly assembly, ModelCase model) => new(Rules.InvalidConfiguration.Finding(
        $"{model.FullName} is not in {assembly.GetName().Name}, or its parameters have no default values. Build the project again, and give what it takes: --factory \"{model.MethodName}(…)\"."));
}
