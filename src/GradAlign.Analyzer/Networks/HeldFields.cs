using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Networks;

/// <summary>The fields of one object, as they were.</summary>
internal sealed class HeldFields
{
    private readonly object holder;
    private readonly (FieldInfo Field, object? Value)[] fields;

    /// <param name="holder">The object. Of what a lambda captured only tensors are its model's: the rest is the caller's, who may count passes.</param>
    public HeldFields(object holder)
    {
        this.holder = holder;
        var isClosure = holder.GetType().IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        fields = [.. UserType.Fields(holder.GetType()).Where(f => !isClosure || UserType.HoldsTensors(f.FieldType)).Select(f => (f, f.GetValue(holder)))];
    }

    /// <summary>What the fields held, with their names.</summary>
    public IEnumerable<(string Name, object? Value)> Values => fields.Select(f => (UserType.Named(f.Field), f.Value));

    /// <summary>Puts the values back; names those that had changed.</summary>
    public IReadOnlyList<string> PutBack()
    {
        var changed = fields.Select((f, i) => (Index: i, f.Field, f.Value, Now: f.Field.GetValue(holder))).Where(f => !f.Field.IsInitOnly && !IsSame(f.Value, f.Now)).ToArray();

        // Layers that a pass makes are kept, and with them the flag that says so: new ones would have other weights.
        var kept = changed.Any(f => f.Now is Module or Parameter) ? changed.Where(f => f.Now is Module or Parameter or string || f.Now?.GetType() is { IsPrimitive: true } or { IsEnum: true }).ToArray() : [];
        foreach (var (index, field, _, now) in kept) fields[index] = (field, now);
        var carried = changed.Except(kept).ToArray();
        foreach (var (_, field, value, _) in carried) field.SetValue(holder, value);
        return [.. carried.Select(f => UserType.Named(f.Field))];
    }

    /// <summary>Whether a value is still what it was. Not by Equals: of tensors it compares numbers, and theirs may be gone.</summary>
    public static bool IsSame(object? before, object? now) => before switch
    {
        ITuple first when now is ITuple second && first.Length == second.Length => Enumerable.Range(0, first.Length).All(i => IsSame(first[i], second[i])),
        ValueType when before is not ITuple && before.GetType() is { } type && (type.IsPrimitive || type.IsEnum) => before.Equals(now),
        string => before.Equals(now),
        ValueType when now?.GetType() == before.GetType() => !UserType.Is(before.GetType()) || UserType.Fields(before.GetType()).All(f => IsSame(f.GetValue(before), f.GetValue(now))),
        _ => ReferenceEquals(before, now),
    };
}
