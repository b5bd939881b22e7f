using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Rewriting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Hosting;

/// <summary>Turns delegates into references that another process can follow, and back.</summary>
public static class NamelessCode
{
    /// <summary>The reference of a delegate's method; null where the method alone does not say what it does: it captures variables or an object, is generic, or has no file.</summary>
    /// <param name="code">The delegate.</param>
    public static CodeReference? Reference(Delegate code)
    {
        var method = code.Method;
        if (method.DeclaringType is not { } type || type.IsGenericType || method.IsGenericMethod || method.Module.Assembly.Location.Length == 0) return null;
        var stateless = code.Target is null ? method.IsStatic : IsClosureWithoutFields(code.Target.GetType());
        return stateless && code.HasSingleTarget ? new(method.Module.Assembly.Location, method.MetadataToken) : null;
    }

    /// <summary>The delegate of a reference.</summary>
    /// <typeparam name="T">Type of the delegate.</typeparam>
    /// <param name="code">The reference.</param>
    /// <exception cref="ScoringException">GA0002: the assembly cannot be loaded. GA0006: it is another build.</exception>
    public static T Resolve<T>(CodeReference code) where T : Delegate => (T)Resolve(code, _ => typeof(T));

    /// <summary>The delegate of a reference, of a type that its method has.</summary>
    /// <param name="code">The reference.</param>
    /// <exception cref="ScoringException">GA0002: the assembly cannot be loaded. GA0006: it is another build.</exception>
    public static Delegate Resolve(CodeReference code) =>
        Resolve(code, method => Expression.GetDelegateType([.. method.GetParameters().Select(p => p.ParameterType), method.ReturnType]));

    private static Delegate Resolve(CodeReference code, Func<MethodInfo, Type> type)
    {
        try
        {
            var assembly = UserAssembly.Load(code.AssemblyPath);
            var method = (MethodInfo)assembly.ManifestModule.ResolveMethod(UserContext.Shared.TokenIn(assembly, code.Token))!;
            // The compiler puts a lambda that captures nothing into an instance method of a class without fields.
            return method.CreateDelegate(type(method), method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!, nonPublic: true));
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or MemberAccessException)
        {
            throw new ScoringException(Rules.InvalidConfiguration.Finding($"The code to score is not in {code.AssemblyPath}: {e.Message} Build it again."), e);
        }
    }

    private static bool IsClosureWithoutFields(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0;
}
