using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace GradAlign.Testing.Scoring;

/// <summary>Reads the instructions of a method, as far as they name fields and methods.</summary>
internal static class Instructions
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>The fields and methods that the instructions name by token, each with what is done to it; those that cannot be resolved are left out.</summary>
    public static IEnumerable<(OpCode Operation, MemberInfo Member)> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        var types = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)((code[at] << 8) | code[at + 1])) : code[at];
            var operation = Codes[value];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField
                && Resolved(method.Module, BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)), types, arguments) is { } member)
            {
                yield return (operation, member);
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
}
