using System.Reflection;
using System.Text.RegularExpressions;
using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Hosting;

/// <summary>
/// The user's own scores: static methods with <c>[ModelScore]</c>, found by the attribute's full name. The analyzer lives in a load context of
/// its own, so an interface of ours would be another type there than here; TorchSharp's types are the same on both sides.
/// </summary>
internal static partial class UserScores
{
    private const string Attribute = "GradAlign.ModelScoreAttribute";
    private const string Signature = "static double Name(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets)";

    /// <summary>The scores of an assembly, by key.</summary>
    /// <exception cref="ScoringException">GA0006: a method or its key does not fit.</exception>
    public static IReadOnlyList<UserScore> Of(Assembly assembly) => Of(Types(assembly));

    /// <summary>The scores of some types, by key.</summary>
    internal static IReadOnlyList<UserScore> Of(IEnumerable<Type> types)
    {
        UserScore[] scores = [.. types
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => (Method: m, Data: m.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == Attribute)))
            .Where(m => m.Data is not null)
            .Select(m => Score(m.Method, m.Data!))
            .OrderBy(s => s.Definition.Key, StringComparer.Ordinal)];
        return scores.GroupBy(s => s.Definition.Key).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw Misuse($"two methods carry [ModelScore(\"{twice.Key}\")]; give each a key of its own")
            : scores;
    }

    private static UserScore Score(MethodInfo method, CustomAttributeData data)
    {
        var name = $"{method.DeclaringType!.FullName}.{method.Name}";
        var key = data.ConstructorArguments is [{ Value: string text }] ? text : "";
        if (!KeyPattern().IsMatch(key)) throw Misuse($"{name} has the key '{key}'; a key has lower-case letters, digits and underscores, as in [ModelScore(\"my_score\")]");
        if (ScoreCatalog.Find(key) is not null || key == "all") throw Misuse($"{name} has the key '{key}', which GradAlign itself uses; choose another");
        Type[] parameters = [typeof(Module<Tensor, Tensor>), typeof(Tensor), typeof(Tensor)];
        if (!method.IsStatic || method.ReturnType != typeof(double) || method.IsGenericMethod || !method.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters))
            throw Misuse($"{name} carries [ModelScore] and should read {Signature}");
        var better = data.NamedArguments.FirstOrDefault(a => a.MemberName == "HigherIsBetter").TypedValue.Value switch
        {
            true => Better.Higher,
            false => Better.Lower,
            _ => Better.Neither,
        };
        return new(new(key, method.Name, "(-∞, ∞)", better, $"the project's own, {name}"), (model, inputs, targets) => (double)method.Invoke(null, [model, inputs, targets])!);
    }

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // A type that needs an assembly which is not there has no score; the others may.
            return e.Types.OfType<Type>();
        }
    }

    private static ScoringException Misuse(string what) => new(Rules.InvalidConfiguration.Finding($"{char.ToUpperInvariant(what[0])}{what[1..]}."));

    [GeneratedRegex("^[a-z0-9_]+$")]
    private static partial Regex KeyPattern();
}
