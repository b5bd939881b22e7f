using System.Collections;
using System.Reflection;

namespace GradAlign.Analyzer.Networks;

/// <summary>The items of a collection, as they were.</summary>
/// <param name="collection">The collection.</param>
/// <param name="name">The field that holds it.</param>
internal sealed class HeldItems(object collection, string name)
{
    // Numbers beyond are data, or weights.
    private const int MostNumbers = 4096;

    private readonly object?[] items = [.. Of(collection)];
    private readonly object[] keys = collection is IDictionary dictionary ? [.. dictionary.Keys.Cast<object>()] : [];

    /// <summary>Whether it can be changed, and put back: an array, a list, a dictionary, a set, a queue or a stack; of numbers and text alone a short one.</summary>
    public static bool CanHold(object collection) => collection switch
    {
        Array array => array.Rank == 1 && (IsObject(array.GetType().GetElementType()!) || array.Length <= MostNumbers),
        IList { IsReadOnly: true } or IDictionary { IsReadOnly: true } or TorchSharp.torch.nn.Module => false,
        IList or IDictionary => IsHeld(collection),
        _ => collection.GetType() is { Namespace: { } place } type && place.StartsWith("System.Collections", StringComparison.Ordinal)
            && type.GetMethod("Clear", Type.EmptyTypes)?.ReturnType == typeof(void) && Adding(type) is not null && IsHeld(collection),
    };

    /// <summary>The items of a collection, of a dictionary its values.</summary>
    public static IEnumerable<object?> Of(object collection) => (collection is IDictionary dictionary ? dictionary.Values : (IEnumerable)collection).Cast<object?>();

    /// <summary>Puts the items back; names the field where they had changed.</summary>
    public IReadOnlyList<string> PutBack()
    {
        object?[] now = [.. Of(collection)];
        if (now.Length == items.Length && now.Zip(items).All(i => HeldFields.IsSame(i.Second, i.First))
            && (collection is not IDictionary { Keys: var held } || held.Cast<object>().SequenceEqual(keys))) return [];

        // Layers that a pass makes are kept, see HeldFields.
        if (now.Except(items, ReferenceEqualityComparer.Instance).Any(i => i is TorchSharp.torch.nn.Module or TorchSharp.Modules.Parameter)) return [];
        if (collection is Array array)
        {
            for (var i = 0; i < items.Length; i++) array.SetValue(items[i], i);
        }
        else if (collection is IDictionary dictionary)
        {
            dictionary.Clear();
            for (var i = 0; i < items.Length; i++) dictionary.Add(keys[i], items[i]);
        }
        else if (collection is IList list)
        {
            list.Clear();
            foreach (var item in items) list.Add(item);
        }
        else
        {
            var type = collection.GetType();
            var adding = Adding(type)!;
            type.GetMethod("Clear", Type.EmptyTypes)!.Invoke(collection, null);

            // A stack tells its items from the last to the first.
            foreach (var item in adding.Name == "Push" ? items.Reverse() : items) adding.Invoke(collection, [item]);
        }

        return [name];
    }

    private static MethodInfo? Adding(Type type) => type.GetGenericArguments() is [var item]
        ? type.GetMethod("Enqueue", [item]) ?? type.GetMethod("Push", [item]) ?? type.GetInterfaces().FirstOrDefault(i => i == typeof(ICollection<>).MakeGenericType(item))?.GetMethod("Add")
        : null;

    private static bool IsHeld(object collection) =>
        collection.GetType().GetGenericArguments() is { Length: > 0 } types && (types.Any(IsObject) || ((IEnumerable)collection).Cast<object?>().Take(MostNumbers + 1).Count() <= MostNumbers);

    private static bool IsObject(Type type) => !type.IsPrimitive && type != typeof(string) && type.GetElementType() is not { IsPrimitive: true };
}
