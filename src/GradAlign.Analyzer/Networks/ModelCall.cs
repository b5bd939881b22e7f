using System.Reflection;
using GradAlign.Analyzer.Inputs;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Networks;

/// <summary>Calls a model, whatever its <c>forward</c> takes, with what a batch gives for each parameter.</summary>
internal sealed class ModelCall
{
    private const string Call = "call";
    private const string Forward = "forward";

    private readonly Module root;
    private readonly MethodInfo method;
    private readonly IReadOnlyList<ForwardParameter> parameters;

    /// <param name="root">The model.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: it has nothing to call.</exception>
    public ModelCall(Module root)
    {
        this.root = root;
        var type = root.GetType();
        MethodInfo[] methods = [.. type.GetMethods().Where(m => m is { IsGenericMethod: false } && m.ReturnType != typeof(void))];

        // Module<…>.call runs the hooks; it names its parameters by number, the model's own forward by what they are.
        var called = methods.FirstOrDefault(m => m.Name == Call && m.DeclaringType is { IsGenericType: true } declaring && declaring.DeclaringType == typeof(nn));
        var own = methods.Where(m => m.Name == Forward)
            .OrderByDescending(m => called is not null && Types(m).SequenceEqual(Types(called)))
            .ThenByDescending(m => m.GetParameters().Length).FirstOrDefault();
        method = called ?? own ?? throw InputError.Configuration(
            $"The model is a {TensorGroup.Show(type)}, which has no forward to call. Derive it from Module<Tensor, Tensor>, or from one with more inputs, and override forward.");
        parameters = [.. (own ?? method).GetParameters().Select(ForwardParameter.Of)];
    }

    /// <summary>What the model returns for a batch.</summary>
    /// <exception cref="Verdicts.ScoringException">GA0005: the batch does not give what the model takes.</exception>
    public object? Invoke(ScoringBatch batch)
    {
        if (root is nn.Module<Tensor, Tensor> simple && batch.Arguments is [{ Value: Tensor only, IsByName: false }]) return simple.call(only);
        var given = Assigned(batch.Arguments);
        object?[] values = [.. parameters.Select((p, i) => Value(p, given[i], batch))];
        return method.Invoke(root, BindingFlags.DoNotWrapExceptions, null, values, null);
    }

    // By name where every name is one of forward's, else by place; the names of a dictionary must be.
    private BatchArgument?[] Assigned(IReadOnlyList<BatchArgument> given)
    {
        var assigned = new BatchArgument?[parameters.Count];
        var unknown = given.Where(a => parameters.All(p => p.Name != a.Name)).ToArray();
        if (unknown.FirstOrDefault(a => a.IsByName) is { } misnamed) throw Misfit($"the batch names '{misnamed.Name}'", given);
        var byName = unknown.Length == 0;
        if (!byName && given.Count > parameters.Count) throw Misfit($"the batch gives {given.Count} inputs", given);
        for (var i = 0; i < given.Count; i++) assigned[byName ? Place(given[i].Name!) : i] = given[i];
        return assigned;
    }

    private int Place(string name) => parameters.Select((p, i) => (p, i)).First(p => p.p.Name == name).i;

    private object? Value(ForwardParameter parameter, BatchArgument? argument, ScoringBatch batch)
    {
        if (argument?.Value is null)
            return parameter.IsOptional ? parameter.Default : throw Misfit($"the batch gives no '{parameter.Name}'", batch.Arguments);
        return TensorGroup.Fit(argument.Value, parameter.Type, out var value)
            ? value
            : throw Misfit($"the batch gives a {TensorGroup.Show(argument.Value.GetType())} for '{parameter.Name}'", batch.Arguments);
    }

    private Verdicts.ScoringException Misfit(string what, IReadOnlyList<BatchArgument> given)
    {
        var wanted = parameters.Where((p, i) => !p.IsOptional || i < given.Count || parameters.Count == given.Count).ToArray();
        return InputError.Shape(
            $"{TensorGroup.Show(root.GetType())}.forward({string.Join(", ", parameters)}) is not what the batch is for: {what}. Write a class with such a method and name it, Data = typeof(ThatClass): static ({string.Join(", ", wanted.Select(p => $"{TensorGroup.Show(p.Type)} {p.Name}"))}, Tensor targets) Batch(int size, long seed). The samples are one dimension of each input, of size; what keeps its shape for any size, as a mask, is the same for all samples.");
    }

    private static IEnumerable<Type> Types(MethodInfo method) => method.GetParameters().Select(p => p.ParameterType);
}
