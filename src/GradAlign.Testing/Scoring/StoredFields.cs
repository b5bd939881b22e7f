using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace GradAlign.Testing.Scoring;

/// <summary>
/// Tells which static fields some code stores to after their type was initialised. One that nobody stores to has the same value in every process,
/// whether or not its author wrote <c>readonly</c>. What reflection sets is not seen.
/// </summary>
internal static class StoredFields
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Assembly, HashSet<(Module, int)>> Found = new();

    /// <summary>Whether a loaded assembly stores to the field outside its type's static constructor, or takes its address; code that is not loaded has not run.</summary>
    /// <param name="field">A static field.</param>
    public static bool Contains(FieldInfo field)
    {
        var owner = field.Module.Assembly;
        return AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => a == owner || (!a.IsDynamic && a.GetReferencedAssemblies().Any(r => r.Name == owner.GetName().Name)))
            .Any(a => Found.GetOrAdd(a, Stored).Contains((field.Module, field.MetadataToken)));
    }

    private static HashSet<(Module, int)> Stored(Assembly assembly) =>
    [
        .. from method in Types(assembly).SelectMany(t => t.GetMembers(Everything)).OfType<MethodBase>()
           from instruction in Instructions.Of(method)
           where instruction.Operation == OpCodes.Stsfld || instruction.Operation == OpCodes.Ldsflda
           where !IsInitialisation(method, instruction.Member)
           select (instruction.Member.Module, instruction.Member.MetadataToken),
    ];

    private static bool IsInitialisation(MethodBase method, MemberInfo field) =>
        method is ConstructorInfo { IsStatic: true } && method.DeclaringType?.MetadataToken == field.DeclaringType?.MetadataToken && method.Module == field.Module;

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // A type whose base is missing never ran.
            return e.Types.OfType<Type>();
        }
    }
}
