using System.Collections;

namespace GradAlign.Analyzer.Networks;

/// <summary>The items of a list, an array or a dictionary, as they were.</summary>
/// <param name="collection">The collection.</param>
/// <param name="name">The field that holds it.</param>
internal sealed class HeldItems(object collection, string name)
{
    private readonly object?[] items = [.. Of(collection)];
    private readonly object[] keys = collection is IDictionary dictionary ? [.. dictionary.Keys.Cast<object>()] : [];

    /// <summary>Whether it may hold anything but numbers and text, and can be changed.</summary>
    public static bool CanHold(object collection) =>
        collection is Array { Rank: 1 } array ? IsObject(array.GetType().GetElementType()!)
        : collection is not Array && collection.GetType().GetGenericArguments() is { Length: > 0 } types && types.Any(IsObject)
            && collection is not (IList { IsReadOnly: true } or IDictionary { IsReadOnly: true });

    /// <summary>The items of a collection, of a dictionary its values.</summary>
    public static IEnumerable<object?> Of(object collection) => (collection is IDictionary dictionary ? dictionary.Values : (IEnumerable)collection).Cast<object?>();

    /// <summary>Puts the items back; names the field where they had changed.</summary>
    public IReadOnlyList<string> PutBack()
    {
        object?[] now = [.. Of(collection)];
        if (now.Length == items.Length && now.Zip(items).All(i => i.First is ValueType ? Equals(i.First, i.Second) : ReferenceEquals(i.First, i.Second))) return [];

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
        else
        {
            var list = (IList)collection;
            list.Clear();
            foreach (var item in items) list.Add(item);
        }

        return [name];
    }

    private static bool IsObject(Type type) => !type.IsPrimitive && type != typeof(string) && type.GetElementType() is not { IsPrimitive: true };
}
