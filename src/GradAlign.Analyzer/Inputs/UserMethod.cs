using System.Reflection;
using System.Runtime.Loader;

namespace GradAlign.Analyzer.Inputs;

/// <summary>A static method of a type that the user names in the attribute.</summary>
internal static class UserMethod
{
    /// <summary>Finds the method.</summary>
    /// <param name="role">What the type is for, for messages: <c>data</c>, <c>loss</c>.</param>
    /// <param name="typeName">Reflection name of the type, assembly-qualified where it is in another assembly.</param>
    /// <param name="assembly">The user's assembly.</param>
    /// <param name="signature">How it should be declared, for messages.</param>
    /// <param name="name">Its name.</param>
    /// <param name="result">Whether it may return a type.</param>
    /// <param name="parameters">The types of its parameters; null where any will do.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: no such type, or no such method in it.</exception>
    public static MethodInfo Find(string role, string typeName, Assembly assembly, string signature, string name, Func<Type, bool> result, params Type?[] parameters)
    {
        var type = FindType(role, typeName, assembly);
        var named = type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(method => method.Name == name)
            .ToArray();
        if (named.Length == 0)
            throw InputError.Configuration($"The {role} type {typeName} has no method {name}. It needs: {signature}.");

        var fitting = named.FirstOrDefault(method =>
            method is { IsStatic: true, ContainsGenericParameters: false }
            && result(method.ReturnType)
            && method.GetParameters() is var taken && taken.Length == parameters.Length
            && taken.Zip(parameters).All(p => p.Second is null || p.First.ParameterType == p.Second));
        return fitting ?? throw InputError.Configuration(
            $"The method {name} of the {role} type {typeName} should be: {signature}; it is: {string.Join("; ", named.Select(Describe))}.");
    }

    private static Type FindType(string role, string typeName, Assembly assembly)
    {
        try
        {
            var context = AssemblyLoadContext.GetLoadContext(assembly) ?? AssemblyLoadContext.Default;
            var type = Type.GetType(
                typeName,
                context.LoadFromAssemblyName,
                (owner, name, _) => Named(owner ?? assembly, name));
            return type ?? throw InputError.Configuration($"The {role} type {typeName} is not in {assembly.GetName().Name}.");
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or ArgumentException)
        {
            throw InputError.Configuration($"The {role} type {typeName} cannot be loaded: {exception.Message}", exception);
        }
    }

    // A nested type is Outer+Inner to metadata, and Outer.Inner to those who type it on a command line.
    private static Type? Named(Assembly assembly, string name)
    {
        var (type, dot) = (assembly.GetType(name), name.LastIndexOf('.'));
        return type is not null || dot < 0 ? type : Named(assembly, $"{name[..dot]}+{name[(dot + 1)..]}");
    }

    private static string Describe(MethodInfo method) =>
        $"{(method.IsStatic ? "static " : "")}{method.ReturnType.Name} {method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
}
