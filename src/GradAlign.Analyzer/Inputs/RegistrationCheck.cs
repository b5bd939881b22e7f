using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Looks for trainable parameters that a model holds in a field without registering them, as in a list of layers. No optimiser sees
/// them, nor does the scoring: what is left could pass every limit.
/// </summary>
internal static class RegistrationCheck
{
    private const int MostNamed = 3;

    /// <param name="model">What the factory declares.</param>
    /// <param name="created">The model.</param>
    /// <exception cref="ScoringException">GA0014: names the field.</exception>
    public static void Check(ModelCase model, Module created)
    {
        if (Unregistered(new(created)) is { } found)
        {
            throw Problem(
                $"{found} are not registered in {model.Name}: parameters() leaves them out, so no optimiser trains them and they cannot be scored. Hold modules in fields of their own, a ModuleList or a Sequential, call RegisterComponents() after they are set, or set requires_grad = false where they are not to be trained.");
        }
    }

    /// <summary>Looks once more after the first pass: layers that it made were not there to be looked at, and an optimiser made before it does not train them.</summary>
    /// <param name="root">The model, after its first pass.</param>
    /// <param name="before">What it had before.</param>
    /// <exception cref="ScoringException">GA0014: names the parameters, or the field.</exception>
    public static void CheckAgain(Module root, ModelInventory before)
    {
        var after = new ModelInventory(root);
        var known = before.Parameters.Select(p => ModelParameter.Identity(p.Tensor)).ToHashSet();
        var made = after.Parameters.Where(p => !known.Contains(ModelParameter.Identity(p.Tensor))).ToArray();
        if (made.Length > 0)
        {
            var names = string.Join(", ", made.Take(MostNamed).Select(p => $"'{p.Name}'")) + (made.Length > MostNamed ? ", …" : "");
            throw Problem(FormattableString.Invariant(
                $"The forward of {root.GetType().Name} makes {made.Sum(p => p.Count)} trainable parameters in its first pass ({names}): the model that the factory returns is without them, and so would its scores be. Run one pass in the factory before it returns the model, or make the layers in the constructor."));
        }

        if (Unregistered(after) is { } found)
        {
            throw Problem(
                $"{found} are not registered after the first pass, which made them: parameters() leaves them out, so no optimiser trains them and they cannot be scored. Make them in the constructor, before RegisterComponents(), or call register_module and run one pass in the factory before it returns the model.");
        }
    }

    // What a field holds and parameters() leaves out; null: nothing.
    private static string? Unregistered(ModelInventory inventory)
    {
        var known = inventory.Modules.SelectMany(m => m.Module.parameters(recurse: false)).Select(ModelParameter.Identity).ToHashSet();
        foreach (var (name, module) in inventory.Modules.Where(m => m.Module.GetType().Assembly != typeof(Linear).Assembly))
        {
            foreach (var field in Fields(module.GetType()))
            {
                var missing = Held(field.GetValue(module)).Where(p => p.requires_grad && !known.Contains(ModelParameter.Identity(p))).Sum(p => p.numel());
                if (missing == 0) continue;
                var place = name.Length == 0 ? module.GetType().Name : $"{module.GetType().Name} '{name}'";
                return FormattableString.Invariant($"{missing} trainable parameters in '{Named(field)}' of {place}");
            }
        }

        return null;
    }

    private static ScoringException Problem(string message) => new(Rules.NotRegistered.Finding(message));

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var at = type; at is not null && at.Assembly != typeof(Linear).Assembly; at = at.BaseType)
        {
            foreach (var field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) yield return field;
        }
    }

    // Collections only: to enumerate anything else is to run the user's code.
    private static IEnumerable<Parameter> Held(object? value) => value switch
    {
        Parameter parameter => [parameter],
        Module module => module.parameters(),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Held(tuple[i])),
        IDictionary dictionary => dictionary.Values.Cast<object?>().SelectMany(Held),
        Array { Rank: 1 } or IList when !IsOfNumbers(value.GetType()) => ((IEnumerable)value).Cast<object?>().SelectMany(Held),
        _ => [],
    };

    // Weights as plain arrays may be long, and hold no module.
    private static bool IsOfNumbers(Type type) => type.GetElementType() is { IsPrimitive: true } || type.GetGenericArguments() is [{ IsPrimitive: true }];

    // <Layers>k__BackingField is the property Layers.
    private static string Named(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
