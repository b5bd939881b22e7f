using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Networks;

namespace GradAlign.Testing.Scoring;

/// <summary>
/// Looks for static fields that a factory reads and that some code stores to: a test may have set one, and another process has its first value.
/// Follows the calls within assemblies that are not the framework's; calls through interfaces and overrides are not followed.
/// </summary>
internal static class StaticState
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly string[] Frameworks = ["System", "Microsoft", "mscorlib", "netstandard", "TorchSharp", "xunit", "nunit"];

    /// <summary>The first such field, as <c>Type.Name</c>; null: none was found.</summary>
    /// <param name="code">The factory.</param>
    public static string? ReadBy(MethodBase code)
    {
        var seen = new HashSet<MethodBase> { code };
        var left = new Queue<MethodBase>(seen);
        while (left.TryDequeue(out var method))
        {
            foreach (var (operation, member) in Instructions.Of(method))
            {
                if (member is FieldInfo field && operation != OpCodes.Stsfld && IsChangeable(field)) return UserType.Named(field);
                if (member is MethodBase called && IsOfUser(called.Module.Assembly) && seen.Add(called)) left.Enqueue(called);
                if (member is ConstructorInfo made && made.DeclaringType is { } type && IsOfUser(type.Assembly) && typeof(TorchSharp.torch.nn.Module).IsAssignableFrom(type))
                {
                    // Scoring runs what the model's class has beside its constructor.
                    foreach (var own in type.GetMethods(Everything).Where(m => seen.Add(m))) left.Enqueue(own);
                }
            }
        }

        return null;
    }

    // The compiler keeps the delegates of lambdas in static fields of classes of its own.
    private static bool IsChangeable(FieldInfo field) =>
        field is { IsStatic: true, IsInitOnly: false, IsLiteral: false } && IsOfUser(field.Module.Assembly)
        && field.DeclaringType?.IsDefined(typeof(CompilerGeneratedAttribute)) == false && StoredFields.Contains(field);

    private static bool IsOfUser(Assembly assembly) => assembly.GetName().Name is { } name
        && !Frameworks.Any(f => name.Equals(f, StringComparison.OrdinalIgnoreCase) || name.StartsWith(f + ".", StringComparison.OrdinalIgnoreCase));
}
