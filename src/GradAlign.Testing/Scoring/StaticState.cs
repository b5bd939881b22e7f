using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace GradAlign.Testing.Scoring;

/// <summary>
/// Looks for static fields that a factory reads and that can change: a test may have set one, and another process has its first value.
/// Follows the calls within assemblies that are not the framework's; calls through interfaces and overrides are not followed.
/// </summary>
internal static class StaticState
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly string[] Frameworks = ["System", "Microsoft", "mscorlib", "netstandard", "TorchSharp", "xunit", "nunit"];
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>The first such field, as <c>Type.Name</c>; null: none was found.</summary>
    /// <param name="code">The factory.</param>
    public static string? ReadBy(MethodBase code)
    {
        var seen = new HashSet<MethodBase> { code };
        var left = new Queue<MethodBase>(seen);
        while (left.TryDequeue(out var method))
        {
            foreach (var member in Members(method))
            {
                if (member is FieldInfo field && IsChangeable(field)) return Named(field);
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

    // What the instructions of a method name by token: the fields that they read and the methods that they call.
    private static IEnumerable<MemberInfo> Members(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        var types = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)((code[at] << 8) | code[at + 1])) : code[at];
            var operation = Codes[value];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField && operation.Value != OpCodes.Stsfld.Value
                && Resolved(method.Module, BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)), types, arguments) is { } member)
            {
                yield return member;
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))),
                _ => 4,
            };
        }
    }

    private static MemberInfo? Resolved(Module module, int token, Type[]? types, Type[]? arguments)
    {
        try
        {
            return module.ResolveMember(token, types, arguments);
        }
        catch (Exception e) when (e is ArgumentException or IOException or TypeLoadException or MissingMemberException)
        {
            return null;
        }
    }

    // The compiler keeps the delegates of lambdas in static fields of classes of its own.
    private static bool IsChangeable(FieldInfo field) =>
        field is { IsStatic: true, IsInitOnly: false, IsLiteral: false } && IsOfUser(field.Module.Assembly) && field.DeclaringType?.IsDefined(typeof(CompilerGeneratedAttribute)) == false;

    private static bool IsOfUser(Assembly assembly) => assembly.GetName().Name is { } name
        && !Frameworks.Any(f => name.Equals(f, StringComparison.OrdinalIgnoreCase) || name.StartsWith(f + ".", StringComparison.OrdinalIgnoreCase));

    // <Width>k__BackingField is the property Width.
    private static string Named(FieldInfo field) =>
        $"{field.DeclaringType!.Name}.{(field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name)}";
}
